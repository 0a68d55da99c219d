using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Admin.Calls;
using Voxie.Admin.Storage;
using Voxie.Admin.Tests.Journal;
using Voxie.Pipeline.Calls;
using Voxie.TestKit;

namespace Voxie.Admin.Tests.Calls;

/// <summary>Files and rows of what calls leave behind.</summary>
public sealed class CallArtifactsTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly TestMeters _meters = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Database _database;
    private readonly ArtifactTable _table;
    private readonly List<ArtifactFiles> _files = [];

    public CallArtifactsTests()
    {
        _database = new Database(_folder.Of("voxie.db"), TimeSpan.FromSeconds(1));
        _table = new ArtifactTable(_database);
    }

    public Task InitializeAsync() => _database.PrepareAsync(TimeProvider.System, default);

    public Task DisposeAsync()
    {
        _files.ForEach(files => files.Dispose());
        _database.Dispose();
        _meters.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    private CallArtifacts New() => new(Files(), _table, _time, _meters, NullLogger<CallArtifacts>.Instance);

    private ArtifactFiles Files()
    {
        _files.Add(new ArtifactFiles(_folder.Of("artifacts")));
        return _files[^1];
    }

    private static CallArtifact Text(string text, string kind = "sip") => new(kind, "application/json", () => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static async Task<List<string>> ReadAsync(CallArtifacts artifacts, Guid call, string workspace = Database.DefaultWorkspace)
    {
        var texts = new List<string>();
        foreach (var stream in await artifacts.OpenAsync(workspace, call, "sip", default))
        {
            using var reader = new StreamReader(stream);
            texts.Add(await reader.ReadToEndAsync());
        }
        return texts;
    }

    /// <summary>Stops the loop, which writes all that is left.</summary>
    private static Task WriteAllAsync(CallArtifacts artifacts) => artifacts.RunAsync(new CancellationToken(canceled: true));

    [Fact]
    public async Task What_is_kept_is_found_again_by_another_life_of_the_node()
    {
        var artifacts = New();
        artifacts.Keep(Lines.Call(1), [Text("one"), Text("a recording", "audio")]);
        artifacts.Keep(Lines.Call(1), [Text("two")]);
        artifacts.Keep(Lines.Call(2), [Text("other")]);
        await WriteAllAsync(artifacts);

        Assert.Equal(["one", "two"], await ReadAsync(New(), Lines.Call(1)));
        Assert.Equal(["other"], await ReadAsync(New(), Lines.Call(2)));
        Assert.Empty(await ReadAsync(New(), Lines.Call(3)));
        Assert.Empty(await ReadAsync(New(), Lines.Call(1), "somebody-else"));
    }

    [Fact]
    public async Task It_is_written_a_moment_after_the_end_with_what_came_until_then()
    {
        var text = "early";
        var artifacts = New();
        using var stop = new CancellationTokenSource();
        var running = artifacts.RunAsync(stop.Token);
        artifacts.Keep(Lines.Call(1), [new CallArtifact("sip", "application/json", () => new MemoryStream(Encoding.UTF8.GetBytes(text)))]);
        Assert.Equal(["early"], await ReadAsync(artifacts, Lines.Call(1)));
        Assert.False(Directory.Exists(_folder.Of("artifacts")));

        text = "with the last message";
        while (_time.ArmedTimers == 0)
        {
            await Task.Yield();
        }
        _time.Advance(TimeSpan.FromSeconds(2));
        while ((await _table.FindAsync(Database.DefaultWorkspace, Lines.Call(1), "sip", default)).Count == 0)
        {
            await Task.Yield();
        }

        Assert.Equal(["with the last message"], await ReadAsync(New(), Lines.Call(1)));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_fault_of_one_does_not_stop_the_others()
    {
        var artifacts = New();
        artifacts.Keep(Lines.Call(1), [new CallArtifact("sip", "application/json", () => throw new InvalidOperationException("gone"))]);
        artifacts.Keep(Lines.Call(2), [Text("there")]);
        await WriteAllAsync(artifacts);

        Assert.Empty(await ReadAsync(New(), Lines.Call(1)));
        Assert.Equal(["there"], await ReadAsync(New(), Lines.Call(2)));
    }

    [Fact]
    public async Task While_the_database_is_away_it_is_read_from_memory_and_tried_again()
    {
        var artifacts = New();
        using var stop = new CancellationTokenSource();
        await using (var locker = new SqliteConnection($"Data Source={_folder.Of("voxie.db")}"))
        {
            await locker.OpenAsync();
            await using var transaction = locker.BeginTransaction();
            var running = artifacts.RunAsync(stop.Token);
            artifacts.Keep(Lines.Call(1), [Text("kept")]);
            while (_time.ArmedTimers == 0)
            {
                await Task.Yield();
            }
            _time.Advance(TimeSpan.FromSeconds(2));
            while (_time.ArmedTimers == 0) // the wait before the next try
            {
                await Task.Yield();
            }
            Assert.Equal(["kept"], await ReadAsync(artifacts, Lines.Call(1)));
            await transaction.RollbackAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
            while ((await _table.FindAsync(Database.DefaultWorkspace, Lines.Call(1), "sip", default)).Count == 0)
            {
                await Task.Yield();
            }
            await stop.CancelAsync();
            await running;
        }

        Assert.Equal(["kept"], await ReadAsync(New(), Lines.Call(1)));
    }

    [Fact]
    public async Task Only_the_owner_may_read_the_files()
    {
        var artifacts = New();
        artifacts.Keep(Lines.Call(1), [Text("secret")]);
        await WriteAllAsync(artifacts);

        var file = Directory.GetFiles(_folder.Of("artifacts")).Single();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.EndsWith("2026-01-01.001", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_day_has_its_file_and_two_lives_of_the_node_share_it()
    {
        foreach (var call in new[] { 1, 2, 3 })
        {
            var artifacts = New();
            artifacts.Keep(Lines.Call(call), [Text($"call {call}")]);
            await WriteAllAsync(artifacts);
            _time.Advance(TimeSpan.FromHours(call == 1 ? 1 : 24));
        }

        Assert.Equal(["2026-01-01.001", "2026-01-02.001"], Directory.GetFiles(_folder.Of("artifacts")).Select(Path.GetFileName).Order());
        Assert.Equal(["call 2"], await ReadAsync(New(), Lines.Call(2)));
        Assert.Equal(["call 3"], await ReadAsync(New(), Lines.Call(3)));
    }

    [Fact]
    public async Task What_is_gone_from_the_disk_is_not_there()
    {
        var artifacts = New();
        artifacts.Keep(Lines.Call(1), [Text("one")]);
        await WriteAllAsync(artifacts);
        var file = Directory.GetFiles(_folder.Of("artifacts")).Single();

        await File.WriteAllTextAsync(file, "o");
        Assert.Empty(await ReadAsync(New(), Lines.Call(1)));
        File.Delete(file);
        Assert.Empty(await ReadAsync(New(), Lines.Call(1)));
    }
}
