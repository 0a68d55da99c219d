using System.Data.Common;
using Dapper;
using Voxie.Admin.Journal;
using Voxie.Admin.Storage;
using Voxie.TestKit;

namespace Voxie.Admin.Tests.Journal;

public sealed class ShipperTests
{
    [Fact]
    public async Task A_locked_database_is_waited_out_and_then_gets_everything_once()
    {
        using var folder = new TempFolder();
        using var database = new Database(folder.Of("v.db"), TimeSpan.FromSeconds(1));
        await database.PrepareAsync(TimeProvider.System, default);
        var log = new LogSignal<Shipper>("database is away", "database is back");
        var time = new FakeTimeProvider();
        await using var life = new JournalLife(folder.Path, database, time: time, log: log);
        using var stop = new CancellationTokenSource();

        var holder = await database.OpenAsync(default);
        await holder.ExecuteAsync("BEGIN EXCLUSIVE");
        for (var n = 0; n < 100; n++)
        {
            Lines.Write(life.Sink, Lines.Call(n));
        }
        var running = life.Shipper.RunAsync(stop.Token);
        await log.Seen(0);
        await holder.ExecuteAsync("COMMIT");
        await holder.DisposeAsync();

        await AdvanceUntilAsync(time, log.Seen(1));
        Assert.Equal((100, 200, 100, 0), await Rows.CountAsync(database));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_costs_no_call_its_record()
    {
        using var folder = new TempFolder();
        using (var database = new Database(folder.Of("db/v.db")))
        {
            await database.PrepareAsync(TimeProvider.System, default);
        }
        Directory.Move(folder.Of("db"), folder.Of("away"));
        using var gone = new Database(folder.Of("db/v.db"));
        await using var life = new JournalLife(folder.Path, gone);
        Lines.Write(life.Sink, Lines.Call(1));
        Assert.False(await life.Shipper.TryShipAsync(default));
        Assert.False(await life.Shipper.TryShipAsync(default));
        Directory.Move(folder.Of("away"), folder.Of("db"));
        Assert.True(await life.Shipper.TryShipAsync(default));
        Assert.Equal((1, 2, 1, 0), await Rows.CountAsync(gone));
    }

    [Fact]
    public async Task What_is_appended_while_it_runs_is_shipped_without_asking()
    {
        using var folder = new TempFolder();
        using var database = new Database(folder.Of("v.db"));
        await database.PrepareAsync(TimeProvider.System, default);
        var time = new FakeTimeProvider();
        await using var life = new JournalLife(folder.Path, database, time: time);
        using var stop = new CancellationTokenSource();
        var running = life.Shipper.RunAsync(stop.Token);
        Lines.Write(life.Sink, Lines.Call(1));
        await AdvanceUntilAsync(time, ArrivedAsync(database));
        await stop.CancelAsync();
        await running;
    }

    private static async Task ArrivedAsync(Database database)
    {
        while ((await Rows.CountAsync(database)).Calls == 0)
        {
            await Task.Yield();
        }
    }

    // The shipper waits on virtual time; whenever it does, time goes on.
    private static async Task AdvanceUntilAsync(FakeTimeProvider time, Task done)
    {
        while (!done.IsCompleted)
        {
            time.AdvanceToNextTimer();
            await Task.Yield();
        }
        await done;
    }
}
