using System.Text.Json.Nodes;
using Dapper;
using Voxie.Admin.Agents;
using Voxie.Admin.Storage;
using Voxie.TestKit;

namespace Voxie.Admin.Tests.Agents;

public sealed class AgentStoreTests : IAsyncLifetime
{
    private const string Ours = Database.DefaultWorkspace;
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private Database _database = null!;
    private AgentStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = new Database(_folder.Of("v.db"));
        await _database.PrepareAsync(_time, default);
        _store = new AgentStore(_database, _time);
    }

    public Task DisposeAsync()
    {
        _database.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Each_save_is_a_new_version_and_the_old_ones_stay()
    {
        await _store.CreateAsync(Ours, "a", Agent("One", "100"), default);
        _time.Advance(TimeSpan.FromMinutes(1));
        var saved = await _store.SaveAsync(Ours, "a", Agent("Two", "101"), expectedVersion: 1, default);
        Assert.Equal((SaveStatus.Saved, 2, "Two"), (saved.Status, saved.Stored!.Version, saved.Stored.Document.Name));
        Assert.Equal(TimeSpan.FromMinutes(1), saved.Stored.UpdatedAt - saved.Stored.CreatedAt);

        await using var connection = await _database.OpenAsync(default);
        var bodies = await connection.QueryAsync<string>("SELECT body FROM agent_versions WHERE agent_id = 'a' ORDER BY version");
        Assert.Equal(["One", "Two"], bodies.Select(body => JsonNode.Parse(body)!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_writer_that_saw_an_older_version_is_refused()
    {
        await _store.CreateAsync(Ours, "a", Agent("One"), default);
        await _store.SaveAsync(Ours, "a", Agent("Two"), expectedVersion: 1, default);
        var late = await _store.SaveAsync(Ours, "a", Agent("Three"), expectedVersion: 1, default);
        Assert.Equal((SaveStatus.VersionConflict, "Two"), (late.Status, late.Stored!.Document.Name));
        Assert.Equal(SaveStatus.VersionConflict, (await _store.DeleteAsync(Ours, "a", 1, default)).Status);
        Assert.Equal(SaveStatus.Saved, (await _store.SaveAsync(Ours, "a", Agent("Four"), expectedVersion: null, default)).Status);
    }

    [Fact]
    public async Task An_extension_has_one_agent_whatever_its_case_and_is_free_after_a_delete()
    {
        await _store.CreateAsync(Ours, "a", Agent("A", "Sales"), default);
        Assert.Equal(SaveStatus.ClaimTaken, (await _store.CreateAsync(Ours, "b", Agent("B", "sALES"), default)).Status);
        Assert.Null(await _store.FindAsync(Ours, "b", default));
        Assert.Equal(SaveStatus.Saved, (await _store.SaveAsync(Ours, "a", Agent("A", "SALES"), null, default)).Status);
        await _store.DeleteAsync(Ours, "a", null, default);
        Assert.Equal(SaveStatus.Saved, (await _store.CreateAsync(Ours, "b", Agent("B", "sales"), default)).Status);
        Assert.Equal(SaveStatus.IdTaken, (await _store.CreateAsync(Ours, "a", Agent("A again"), default)).Status);
    }

    [Fact]
    public async Task Workspaces_do_not_see_each_other()
    {
        await _store.CreateAsync(Ours, "a", Agent("Ours", "1"), default);
        await _store.CreateAsync("theirs", "a", Agent("Theirs", "1"), default);
        Assert.Equal("Ours", (await _store.FindAsync(Ours, "a", default))!.Document.Name);
        Assert.Equal("Theirs", Assert.Single(await _store.ListAsync("theirs", default)).Document.Name);
        Assert.Equal(SaveStatus.NotFound, (await _store.DeleteAsync("third", "a", null, default)).Status);
    }

    [Fact]
    public async Task Every_change_raises_the_revision()
    {
        var seen = new List<long> { await _store.RevisionAsync(Ours, default) };
        await _store.CreateAsync(Ours, "a", Agent("A"), default);
        seen.Add(await _store.RevisionAsync(Ours, default));
        await _store.SaveAsync(Ours, "a", Agent("B"), null, default);
        seen.Add(await _store.RevisionAsync(Ours, default));
        await _store.DeleteAsync(Ours, "a", null, default);
        seen.Add(await _store.RevisionAsync(Ours, default));
        Assert.Equal([0, 1, 2, 3], seen);
    }

    [Fact]
    public async Task A_file_is_applied_when_new_and_never_over_an_edit()
    {
        Assert.Equal(ImportResult.Applied, await Import("v1", "h1"));
        Assert.Equal(ImportResult.Unchanged, await Import("v1", "h1"));
        Assert.Equal(ImportResult.Applied, await Import("v2", "h2"));
        Assert.Equal(2, (await _store.FindAsync(Ours, "f", default))!.Version);

        await _store.SaveAsync(Ours, "f", Agent("edited"), null, default);
        Assert.Equal(ImportResult.Unchanged, await Import("v2", "h2"));
        Assert.Equal(ImportResult.KeptEdit, await Import("v3", "h3"));
        Assert.Equal("edited", (await _store.FindAsync(Ours, "f", default))!.Document.Name);

        Assert.Equal(ImportResult.Applied, await Import("v2", "h2", force: true));
        Assert.Equal(ImportResult.Unchanged, await Import("v2", "h2", force: true));
        Assert.Equal(("v2", 4), ((await _store.FindAsync(Ours, "f", default))!.Document.Name, (await _store.FindAsync(Ours, "f", default))!.Version));
    }

    [Fact]
    public async Task A_deleted_agent_comes_back_from_its_file_only_by_force()
    {
        await Import("v1", "h1");
        await _store.DeleteAsync(Ours, "f", null, default);
        Assert.Equal(ImportResult.Unchanged, await Import("v1", "h1"));
        Assert.Equal(ImportResult.KeptEdit, await Import("v2", "h2"));
        Assert.Null(await _store.FindAsync(Ours, "f", default));
        Assert.Equal(ImportResult.Applied, await Import("v2", "h2", force: true));
        Assert.Equal("v2", (await _store.FindAsync(Ours, "f", default))!.Document.Name);
    }

    [Fact]
    public async Task A_file_does_not_take_anothers_extension()
    {
        await _store.CreateAsync(Ours, "a", Agent("A", "100"), default);
        Assert.Equal(ImportResult.ClaimTaken,
            await _store.ImportAsync(Ours, "f", Agent("F", "100"), "h", force: false, default));
    }

    [Fact]
    public async Task Fifty_writers_at_once_give_fifty_versions()
    {
        await _store.CreateAsync(Ours, "a", Agent("A"), default);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(() => _store.SaveAsync(Ours, "a", Agent("A" + n), null, default))));
        Assert.Equal(51, (await _store.FindAsync(Ours, "a", default))!.Version);
    }

    private Task<ImportResult> Import(string name, string hash, bool force = false) =>
        _store.ImportAsync(Ours, "f", Agent(name, "file"), hash, force, default);

    private static AgentDocument Agent(string name, string? extension = null) => new() { Name = name, Extension = extension };
}
