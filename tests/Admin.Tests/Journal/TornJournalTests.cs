using System.Text;
using Dapper;
using Voxie.Admin.Journal;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Tests.Journal;

/// <summary>The node dies between any two bytes: the record that follows is the same as if it had died between two lines.</summary>
public sealed class TornJournalTests
{
    [Fact]
    public async Task Cut_at_every_byte_each_call_is_closed_exactly_once_with_the_turns_written()
    {
        using var folder = new TempFolder();
        using var database = new Database(folder.Of("v.db"));
        await database.PrepareAsync(TimeProvider.System, default);
        var bytes = await WriteAsync(folder.Of("original"), database);
        var text = Encoding.UTF8.GetString(bytes);
        Assert.Equal(bytes.Length, text.Length);

        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            await using (var connection = await database.OpenAsync(default))
            {
                await connection.ExecuteAsync("PRAGMA synchronous = OFF; DELETE FROM turns; DELETE FROM call_notes; DELETE FROM calls;");
            }
            var data = folder.Of("cut");
            if (Directory.Exists(data))
            {
                Directory.Delete(data, recursive: true);
            }
            Directory.CreateDirectory(Path.Combine(data, "journal"));
            File.WriteAllBytes(JournalSegment.At(Path.Combine(data, "journal"), 1, 1).Path, bytes[..cut]);

            // What a reader of the cut text would count by eye: a line counts once its last brace stands.
            var whole = text[..cut].Split('\n').Where(line => line.EndsWith('}') && JournalLine.TryRead(Encoding.UTF8.GetBytes(line)) is not null).ToList();
            var admitted = whole.Count(line => line.Contains("\"admitted\"", StringComparison.Ordinal));
            var turns = whole.Count(line => line.Contains("\"turn\"", StringComparison.Ordinal));
            var ended = whole.Count(line => line.Contains("\"ended\"", StringComparison.Ordinal));

            await using (var life = new JournalLife(data, database, epoch: 2))
            {
                Assert.Equal(admitted - ended, await life.RecoverAsync());
                Assert.Equal((admitted, turns, 0), await CountAsync(database));
            }
            if (cut % 97 == 0)
            {
                // Dying again at once, after recovery, opens nothing again.
                await using var third = new JournalLife(data, database, epoch: 3);
                Assert.Equal(0, await third.RecoverAsync());
                Assert.Equal((admitted, turns, 0), await CountAsync(database));
            }
        }
    }

    [Fact]
    public async Task A_crash_line_that_was_torn_itself_is_written_again()
    {
        using var folder = new TempFolder();
        using var database = new Database(folder.Of("v.db"));
        await database.PrepareAsync(TimeProvider.System, default);
        await using (var first = new JournalLife(folder.Path, database, epoch: 1))
        {
            Lines.Write(first.Sink, Lines.Call(1), end: false);
            Assert.True(await first.Shipper.TryShipAsync(default));
        }
        File.WriteAllText(JournalSegment.At(folder.Of("journal"), 2, 1).Path, "{\"workspace\":\"default\",\"callId\":\"" + Lines.Call(1) + "\",\"number\":5,\"epo");
        await using var third = new JournalLife(folder.Path, database, epoch: 3);
        Assert.Equal(1, await third.RecoverAsync());
        Assert.Equal(("crash", "us", Lines.Start.AddSeconds(30), 2), await Rows.EndAsync(database, Lines.Call(1)));
    }

    [Fact]
    public async Task Another_nodes_calls_are_left_alone()
    {
        using var folder = new TempFolder();
        using var database = new Database(folder.Of("v.db"));
        await database.PrepareAsync(TimeProvider.System, default);
        var calls = new CallWriter(database);
        await calls.ApplyAsync("other", [new JournalLine("default", Lines.Call(7), 0, 1, Admitted: Lines.Admitted(Lines.Call(7)))], default);
        await using var life = new JournalLife(folder.Path, database, epoch: 5);
        Assert.Equal(0, await life.RecoverAsync());
        Assert.Equal(1, (await Rows.CountAsync(database)).Open);
    }

    private static async Task<byte[]> WriteAsync(string folder, Database database)
    {
        await using (var life = new JournalLife(folder, database, epoch: 1))
        {
            Lines.Write(life.Sink, Lines.Call(1), turns: 1);
            Lines.Write(life.Sink, Lines.Call(2), turns: 1, end: false);
        }
        return File.ReadAllBytes(JournalSegment.At(Path.Combine(folder, "journal"), 1, 1).Path);
    }

    private static async Task<(int Calls, int Turns, int Open)> CountAsync(Database database)
    {
        var (calls, turns, _, open) = await Rows.CountAsync(database);
        return (calls, turns, open);
    }
}
