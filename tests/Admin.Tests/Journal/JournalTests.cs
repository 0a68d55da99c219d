using Voxie.Admin.Journal;
using Voxie.Admin.Storage;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Tests.Journal;

public sealed class JournalTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private Database _database = null!;

    public async Task InitializeAsync()
    {
        _database = new Database(_folder.Of("v.db"));
        await _database.PrepareAsync(TimeProvider.System, default);
    }

    public Task DisposeAsync()
    {
        _database.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_line_is_in_the_file_when_the_sink_returns()
    {
        await using var life = new JournalLife(_folder.Path, _database);
        life.Sink.Admitted(Lines.Admitted(Lines.Call(1)));
        var segment = Assert.Single(JournalSegment.List(life.JournalFolder));
        var line = Assert.Single(JournalReader.Read(segment, 0, null, 10)!.Lines);
        Assert.Equal((Lines.Call(1), 0, 1, "alice"), (line.CallId, line.Number, line.Epoch, line.Admitted!.From));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(segment.Path));
    }

    [Fact]
    public async Task A_call_arrives_whole()
    {
        await using var life = new JournalLife(_folder.Path, _database);
        Lines.Write(life.Sink, Lines.Call(1), turns: 3);
        Assert.True(await life.Shipper.TryShipAsync(default));
        Assert.Equal((1, 3, 1, 0), await Rows.CountAsync(_database));
        Assert.Equal(("caller_hangup", "caller", Lines.Start.AddSeconds(60), 3), await Rows.EndAsync(_database, Lines.Call(1)));
    }

    [Fact]
    public async Task The_end_stands_once_and_nothing_follows_it()
    {
        await using var life = new JournalLife(_folder.Path, _database);
        Lines.Write(life.Sink, Lines.Call(1));
        life.Sink.Ended(new CallEnded(Lines.Call(1), Lines.Start.AddHours(1), CallEndReason.AgentHangup, null));
        life.Sink.Turn(Lines.Turn(Lines.Call(1), 9, 90));
        life.Sink.Turn(Lines.Turn(Lines.Call(2), 0, 1));
        Assert.True(await life.Shipper.TryShipAsync(default));
        Assert.Equal((1, 2, 1, 0), await Rows.CountAsync(_database));
        Assert.Equal("caller_hangup", (await Rows.EndAsync(_database, Lines.Call(1))).Code);
    }

    [Fact]
    public async Task Segments_rotate_and_go_once_shipped()
    {
        await using var life = new JournalLife(_folder.Path, _database, options: new JournalOptions { SegmentBytes = 2000 });
        for (var n = 0; n < 20; n++)
        {
            Lines.Write(life.Sink, Lines.Call(n));
        }
        Assert.True(JournalSegment.List(life.JournalFolder).Count > 5);
        Assert.True(await life.Shipper.TryShipAsync(default));
        Assert.Single(JournalSegment.List(life.JournalFolder));
        Assert.Equal((20, 40, 20, 0), await Rows.CountAsync(_database));
    }

    [Fact]
    public async Task Shipping_again_from_the_start_changes_nothing()
    {
        await using (var life = new JournalLife(_folder.Path, _database, epoch: 1))
        {
            Lines.Write(life.Sink, Lines.Call(1));
            Lines.Write(life.Sink, Lines.Call(2), end: false);
            Assert.True(await life.Shipper.TryShipAsync(default));
        }
        // The database took the lines, but the node died before the segment was deleted: twice.
        var segment = JournalSegment.List(_folder.Of("journal"))[0].Path;
        var bytes = File.ReadAllBytes(segment);
        for (var epoch = 2; epoch < 4; epoch++)
        {
            File.WriteAllBytes(segment, bytes);
            await using var next = new JournalLife(_folder.Path, _database, epoch);
            Assert.Equal(epoch == 2 ? 1 : 0, await next.RecoverAsync());
            Assert.Equal((2, 4, 2, 0), await Rows.CountAsync(_database));
        }
        Assert.Equal(("crash", "us", Lines.Start.AddSeconds(30), 2), await Rows.EndAsync(_database, Lines.Call(2)));
    }

    [Fact]
    public async Task A_line_longer_than_the_reading_buffer_is_read()
    {
        await using var life = new JournalLife(_folder.Path, _database);
        life.Sink.Admitted(Lines.Admitted(Lines.Call(1)));
        life.Sink.Turn(Lines.Turn(Lines.Call(1), 0, 1) with { Text = new string('x', 700_000) });
        life.Sink.Turn(Lines.Turn(Lines.Call(1), 1, 2));
        Assert.True(await life.Shipper.TryShipAsync(default));
        Assert.Equal(2, (await Rows.CountAsync(_database)).Turns);
    }

    [Fact]
    public async Task A_disk_that_refuses_loses_nothing_when_it_comes_back()
    {
        await using var life = new JournalLife(_folder.Path, _database, options: new JournalOptions { SegmentBytes = 1 });
        life.Sink.Admitted(Lines.Admitted(Lines.Call(1)));
        // Every line needs a new segment, and the folder is gone.
        Directory.Move(life.JournalFolder, _folder.Of("away"));
        life.Sink.Answered(new CallAnswered(Lines.Call(1), Lines.Start));
        life.Sink.Turn(Lines.Turn(Lines.Call(1), 0, 1));
        Assert.Equal(2, life.Writer.Unwritten);
        Directory.Move(_folder.Of("away"), life.JournalFolder);
        life.Sink.Ended(Lines.Ended(Lines.Call(1), 9));
        Assert.Equal((0, 0L), (life.Writer.Unwritten, life.Writer.Lost));
        Assert.True(await life.Shipper.TryShipAsync(default));
        Assert.Equal((1, 1, 0, 0), await Rows.CountAsync(_database));
    }

    [Fact]
    public async Task What_the_disk_refuses_is_bounded_in_memory_and_counted()
    {
        await using var life = new JournalLife(_folder.Path, _database, options: new JournalOptions { SegmentBytes = 1, MaxUnwritten = 3 });
        life.Sink.Admitted(Lines.Admitted(Lines.Call(1)));
        Directory.Move(life.JournalFolder, _folder.Of("away"));
        for (var n = 0; n < 10; n++)
        {
            life.Sink.Turn(Lines.Turn(Lines.Call(1), n, n));
        }
        Assert.Equal((3, 7L), (life.Writer.Unwritten, life.Writer.Lost));
        Directory.Move(_folder.Of("away"), life.JournalFolder);
    }

    [Fact]
    public async Task A_line_that_the_database_can_never_take_holds_up_no_other()
    {
        await using var life = new JournalLife(_folder.Path, _database);
        Lines.Write(life.Sink, Lines.Call(1), end: false);
        var broken = new CallAdmitted(Lines.Call(2), Lines.Start, LegKind.Sip, CallDirection.Inbound, null!, "100", "p", "r", null, null, 0);
        life.Writer.Append(new JournalLine(Database.DefaultWorkspace, Lines.Call(2), 0, 1, Admitted: broken).ToBytes());
        var shapeless = "{\"workspace\":\"default\",\"callId\":\"" + Lines.Call(1) + "\",\"number\":7,\"epoch\":1,\"ended\":{}}\n";
        life.Writer.Append(System.Text.Encoding.UTF8.GetBytes(shapeless));
        Lines.Write(life.Sink, Lines.Call(3));
        Assert.True(await life.Shipper.TryShipAsync(default));
        Assert.Equal((2, 4, 2, 1), await Rows.CountAsync(_database));
    }
}
