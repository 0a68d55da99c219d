using Voxie.Admin.Cli;

namespace Voxie.Admin.Tests.Cli;

public sealed class DoctorTests
{
    [Fact]
    public async Task Missing_models_fail_with_their_remedy_and_the_rest_is_still_tested()
    {
        using var folder = new TempFolder();
        var file = folder.Write("voxie.yaml", $"""
            data: {folder.Of("data")}
            models: {folder.Of("models")}
            http: {"{"}listen: 127.0.0.1:0{"}"}
            sip: {"{"}listen: [udp:127.0.0.1:0]{"}"}
            rtp: {"{"}ports: 38200-38219{"}"}
            """);
        using var output = new StringWriter();
        Assert.Equal(1, await CommandLine.RunAsync(["doctor", "--config", file], new CliOutput(output, output), new Dictionary<string, string>()));
        var report = output.ToString();
        Assert.Contains("fail  Silero voice activity model: " + folder.Of("models"), report, StringComparison.Ordinal);
        Assert.Contains("remedy: run 'npm ci' in " + folder.Of("models"), report, StringComparison.Ordinal);
        Assert.Contains("ok    libsqlite3.so.0: SQLite 3.", report, StringComparison.Ordinal);
        Assert.Contains("ok    media ports: 38200-38219: ", report, StringComparison.Ordinal);
        Assert.Contains("  clock: media clock over 2 s: median ", report, StringComparison.Ordinal);
        Assert.Contains("  real-time priority: ", report, StringComparison.Ordinal);
        Assert.Contains("  disk: ", report, StringComparison.Ordinal);
        Assert.Contains("ok    database: " + folder.Of("data/voxie.db"), report, StringComparison.Ordinal);
        Assert.EndsWith("It will not run well; see the failures." + Environment.NewLine, report, StringComparison.Ordinal);
    }
}
