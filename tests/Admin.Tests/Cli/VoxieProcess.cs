using System.Diagnostics;
using System.Text;

namespace Voxie.Admin.Tests.Cli;

/// <summary>The real executable as a child process.</summary>
internal sealed class VoxieProcess : IDisposable
{
    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private VoxieProcess(Process process) => _process = process;

    public string Output => _output.ToString();

    public static VoxieProcess Start(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = environment["HOME"] };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("VOXIE", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        foreach (var arg in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "voxie.dll"), .. args])
        {
            start.ArgumentList.Add(arg);
        }
        return new VoxieProcess(Process.Start(start)!);
    }

    /// <summary>Reads its output until a line holds the text.</summary>
    public async Task<string> LineWithAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(120)) is { } line)
        {
            _output.AppendLine(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }
        throw new EndOfStreamException($"It ended without saying '{text}': {Output}{await _process.StandardError.ReadToEndAsync()}");
    }

    public void Terminate() => Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();

    public void Kill() => _process.Kill();

    public async Task<(int Code, string Error)> EndAsync()
    {
        var error = _process.StandardError.ReadToEndAsync();
        _output.Append(await _process.StandardOutput.ReadToEndAsync());
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (_process.ExitCode, await error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        _process.Dispose();
    }
}
