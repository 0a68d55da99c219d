using System.Runtime.InteropServices;
using Voxie.Admin.Cli;

namespace Voxie.Admin.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Version_is_printed()
    {
        Assert.Equal(0, await RunAsync("version"));
        Assert.Matches(@"^voxie \d+\.\d+\.\d+\s*$", _out.ToString());
    }

    [Fact]
    public async Task Check_says_ok_with_what_it_saw()
    {
        _folder.Write("agents/a.yaml", "id: a\nname: A");
        Assert.Equal(0, await RunAsync("check", "--config", _folder.Write("voxie.yaml", "calls: {max: 3}")));
        Assert.StartsWith("OK: ", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 agents in", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_tells_every_fault_without_a_stack_trace()
    {
        var file = _folder.Write("voxie.yaml", "calls: {max: x}\ncolour: red");
        Assert.Equal(2, await RunAsync("check", "--config", file));
        Assert.Contains("wrong in 2 places", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{file}:1: calls.max: 'x' is not a whole number.", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{file}:2: colour: unknown key.", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_out.ToString());
    }

    [Fact]
    public async Task Check_reads_the_agents_too()
    {
        var agent = _folder.Write("agents/a.yaml", "id: a\nname: A\ngreting: hi");
        Assert.Equal(2, await RunAsync("check", "--config", _folder.Write("voxie.yaml", "")));
        Assert.Contains($"{agent}:3: greting: unknown key.", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("check", "--colour")]
    public async Task An_unknown_verb_or_option_is_an_error(params string[] args)
    {
        Assert.Equal(2, await RunAsync(args));
        Assert.Contains(args[^1], _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_applies_and_then_has_nothing_to_do()
    {
        _folder.Write("agents/a.yaml", "id: a\nname: A");
        var file = _folder.Write("voxie.yaml", $"data: {_folder.Of("data")}");
        Assert.Equal(0, await RunAsync("import", "-c", file));
        Assert.StartsWith("a: applied", _out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("import", "--force", "-c", file));
        Assert.Contains("a: unchanged", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_signal_drains_and_the_second_ends_at_once()
    {
        var exits = new List<int>();
        using var signals = new StopSignals(exits.Add);
        var first = new PosixSignalContext(PosixSignal.SIGTERM);
        signals.On(first);
        Assert.True(first.Cancel);
        Assert.True(signals.First.IsCancellationRequested);
        Assert.Empty(exits);
        signals.On(new PosixSignalContext(PosixSignal.SIGINT));
        Assert.Equal([130], exits);
    }

    private Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(args, new CliOutput(_out, _error), new Dictionary<string, string>());
}
