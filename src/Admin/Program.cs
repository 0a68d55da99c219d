using Voxie.Admin.Cli;

return await CommandLine.RunAsync(args, CliOutput.ForConsole());
