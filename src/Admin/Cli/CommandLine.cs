using System.CommandLine;
using Voxie.Admin.Cli.Calling;
using Voxie.Admin.Cli.Routing;
using Voxie.Admin.Config;
using Voxie.Admin.Health;
using Voxie.Admin.Node;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Cli;

/// <summary>The verbs of <c>voxie</c>. Without one it runs.</summary>
internal static class CommandLine
{
    /// <param name="environment">Environment variables; null: those of this process.</param>
    public static async Task<int> RunAsync(string[] args, CliOutput output, IReadOnlyDictionary<string, string>? environment = null)
    {
        var file = new Option<string?>("--config", "-c") { Description = "Configuration file (default: VOXIE_CONFIG, else config/voxie.yaml)", Recursive = true };
        var root = new RootCommand("Voxie Telephony: AI agents that answer the phone.") { file };
        root.SetAction((parsed, cancellation) => GuardAsync(output, () => RunVerb.RunAsync(Load(parsed), output, cancellation)));

        var run = new Command("run", "Run a node (the default)");
        run.SetAction((parsed, cancellation) => GuardAsync(output, () => RunVerb.RunAsync(Load(parsed), output, cancellation)));
        root.Add(run);

        var check = new Command("check", "Check the configuration and the files of agents, trunks and routes, and say all that is wrong with them");
        check.SetAction((parsed, _) => GuardAsync(output, () => Task.FromResult(CheckVerb.Run(Load(parsed), output))));
        root.Add(check);

        var doctor = new Command("doctor", "Test the installation: models, libraries, ports, clock, disk, database");
        doctor.SetAction((parsed, cancellation) => GuardAsync(output, () => Doctor.DoctorVerb.RunAsync(Load(parsed), output, cancellation)));
        root.Add(doctor);

        var force = new Option<bool>("--force") { Description = "Apply the files even over changes made through the API" };
        var import = new Command("import", "Apply the files of agents, trunks and routes to the database; a running node sees it within a second") { force };
        import.SetAction((parsed, cancellation) => GuardAsync(output,
            () => ImportVerb.RunAsync(Load(parsed), parsed.GetValue(force), output, cancellation)));
        root.Add(import);

        root.Add(RouteTestCommand.Build((call, json, parsed, cancellation) =>
            GuardAsync(output, () => RouteTestVerb.RunAsync(Load(parsed), call, json, output, cancellation))));

        root.Add(CallCommand.Build((request, parsed, cancellation) =>
            GuardAsync(output, () => CallVerb.RunAsync(ConfigLoader.Load(parsed.GetValue(file)), request, output, cancellation))));

        var version = new Command("version", "Print the version");
        version.SetAction(_ =>
        {
            output.Line("voxie " + HealthApi.Version);
            return ExitCode.Ok;
        });
        root.Add(version);

        var parsed = root.Parse(args);
        var settings = new InvocationConfiguration
        {
            Output = output.Results,
            Error = output.Complaints,
            // Signals are the run verb's own business: the first one drains.
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        };
        var code = await parsed.InvokeAsync(settings);
        return parsed.Errors.Count > 0 ? ExitCode.BadSettings : code;

        VoxieConfig Load(ParseResult arguments) => environment is null
            ? ConfigLoader.Load(arguments.GetValue(file))
            : ConfigLoader.Load(environment, arguments.GetValue(file));
    }

    /// <summary>Turns what stops a verb into one clear message and an exit code. Bugs keep their stack trace.</summary>
    private static async Task<int> GuardAsync(CliOutput output, Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (ConfigException error)
        {
            output.Complain(error.Errors.Count == 1 ? "voxie: the configuration is wrong:" : $"voxie: the configuration is wrong in {error.Errors.Count} places:");
            foreach (var fault in error.Errors)
            {
                output.Complain("  " + fault);
            }
            return ExitCode.BadSettings;
        }
        catch (Exception error) when (error is StorageException or NodeStartException)
        {
            output.Complain("voxie: " + error.Message);
            return ExitCode.Failed;
        }
    }
}
