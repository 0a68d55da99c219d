using System.Diagnostics;
using System.Globalization;
using Voxie.Admin.Journal;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Tests.Journal;

/// <summary>A real process, really killed (SIGKILL), while it writes.</summary>
public sealed class KilledProcessTests
{
    [Fact]
    public async Task Everything_that_was_acknowledged_before_kill_9_is_in_the_record()
    {
        using var folder = new TempFolder();
        using var child = Process.Start(new ProcessStartInfo
        {
            FileName = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            ArgumentList = { "exec", typeof(KilledProcessTests).Assembly.Location, TestProgram.JournalVerb, folder.Path },
            RedirectStandardOutput = true,
        })!;
        var turns = 0;
        while (turns < 300)
        {
            var line = await child.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
            Assert.NotNull(line);
            turns = int.Parse(line, CultureInfo.InvariantCulture);
        }
        child.Kill();
        // What it had said by then was said after the write.
        while (await child.StandardOutput.ReadLineAsync() is { Length: > 0 } line && int.TryParse(line, CultureInfo.InvariantCulture, out var more))
        {
            turns = more;
        }
        await child.WaitForExitAsync();
        Assert.Equal(137, child.ExitCode);

        using var database = new Database(folder.Of("v.db"));
        await database.PrepareAsync(TimeProvider.System, default);
        await using var next = new JournalLife(folder.Path, database);
        Assert.Equal(2, next.Node.Epoch);
        Assert.Equal(1, await next.RecoverAsync());
        var end = await Rows.EndAsync(database, Lines.Call(1));
        Assert.Equal(("crash", "us"), (end.Code, end.Side));
        // The pipe may have cut the last number short; the journal may be one write ahead of what was said.
        Assert.True(end.Turns >= turns, $"{end.Turns} turns in the record, {turns} acknowledged");
        Assert.Equal(Lines.Start.AddSeconds(end.Turns), end.At);
    }

    /// <summary>The child: appends turns for ever and says each one's number once the journal has it.</summary>
    internal static async Task WriteForEverAsync(string folder)
    {
        using var database = new Database(Path.Combine(folder, "unused.db"));
        await using var life = new JournalLife(folder, database);
        life.Sink.Admitted(Lines.Admitted(Lines.Call(1)));
        for (var n = 0; ; n++)
        {
            life.Sink.Turn(Lines.Turn(Lines.Call(1), n, n));
            Console.Out.WriteLine(n + 1);
        }
    }
}
