using System.Text;
using Dapper;
using Voxie.Admin.Secrets;
using Voxie.Admin.Storage;
using Voxie.Admin.Trunks;
using Voxie.TestKit;

namespace Voxie.Admin.Tests.Trunks;

public sealed class TrunkStoreTests : IAsyncLifetime
{
    private const string Ours = Database.DefaultWorkspace;
    private const string Canary = "canary-password-7f3a";
    private readonly TempFolder _folder = new();
    private readonly SecretSeal _seal = new(new byte[32]);
    private Database _database = null!;
    private TrunkStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = new Database(_folder.Of("v.db"));
        await _database.PrepareAsync(TimeProvider.System, default);
        _store = new TrunkStore(_database, _seal, new FakeTimeProvider());
    }

    public Task DisposeAsync()
    {
        _database.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    private static TrunkDocument Of(string name, string password = Canary) => new()
    {
        Name = name, Sources = ["192.0.2.1"], Outbound = new CredentialsDocument { User = "u", Password = password },
    };

    private Task<ImportResult> Import(string name, string hash, bool force = false) => _store.ImportAsync(Ours, "f", Of(name), hash, force, default);

    [Fact]
    public async Task A_password_is_nowhere_in_the_database_in_clear()
    {
        await _store.CreateAsync(Ours, "a", Of("A"), default);
        await using (var connection = await _database.OpenAsync(default))
        {
            await connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE);");
        }

        foreach (var file in Directory.EnumerateFiles(_folder.Path))
        {
            Assert.DoesNotContain(Canary, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
        }

        using var book = new TrunkBook(_store, _seal);
        await book.ReloadAsync(default);
        Assert.Equal(Canary, book.Current.Single().OutboundCredentials?.Password);
    }

    [Fact]
    public async Task Each_save_is_a_version_and_the_book_sees_it()
    {
        using var book = new TrunkBook(_store, _seal);
        var told = 0;
        book.Changed += () => told++;
        await _store.CreateAsync(Ours, "a", Of("One"), default);
        var saved = await _store.SaveAsync(Ours, "a", Of("Two", "new"), 1, default);
        Assert.Equal((SaveStatus.Saved, 2), (saved.Status, saved.Stored!.Version));
        Assert.Equal(SaveStatus.VersionConflict, (await _store.SaveAsync(Ours, "a", Of("Three"), 1, default)).Status);
        Assert.Equal(SaveStatus.IdTaken, (await _store.CreateAsync(Ours, "a", Of("Four"), default)).Status);
        Assert.NotEqual(book.Revision, await book.StoredRevisionAsync(default));
        await book.ReloadAsync(default);
        Assert.Equal(("Two", 2, "new", 1), (book.Current.Single().Name, book.Current.Single().Version, book.Current.Single().OutboundCredentials!.Password, told));
        await _store.DeleteAsync(Ours, "a", null, default);
        await book.ReloadAsync(default);
        Assert.Empty(book.Current);
        Assert.Equal(SaveStatus.IdTaken, (await _store.CreateAsync(Ours, "a", Of("Five"), default)).Status);
    }

    [Fact]
    public async Task The_mask_keeps_the_password()
    {
        await _store.CreateAsync(Ours, "a", Of("A"), default);
        await _store.SaveAsync(Ours, "a", Of("B", TrunkSecrets.Mask), null, default);
        using var book = new TrunkBook(_store, _seal);
        await book.ReloadAsync(default);
        Assert.Equal(("B", Canary), (book.Current.Single().Name, book.Current.Single().OutboundCredentials!.Password));
    }

    [Fact]
    public async Task A_file_is_applied_when_new_and_never_over_an_edit()
    {
        Assert.Equal(ImportResult.Applied, await Import("v1", "h1"));
        Assert.Equal(ImportResult.Unchanged, await Import("v1", "h1"));
        Assert.Equal(ImportResult.Applied, await Import("v2", "h2"));
        await _store.SaveAsync(Ours, "f", Of("edited"), null, default);
        Assert.Equal(ImportResult.Unchanged, await Import("v2", "h2"));
        Assert.Equal(ImportResult.KeptEdit, await Import("v3", "h3"));
        Assert.Equal("edited", (await _store.FindAsync(Ours, "f", default))!.Document.Name);
        Assert.Equal(ImportResult.Applied, await Import("v2", "h2", force: true));
        Assert.Equal(ImportResult.Unchanged, await Import("v2", "h2", force: true));
        await _store.DeleteAsync(Ours, "f", null, default);
        Assert.Equal(ImportResult.KeptEdit, await Import("v4", "h4"));
        Assert.Equal(ImportResult.Applied, await Import("v4", "h4", force: true));
    }

    [Fact]
    public async Task Another_key_stops_the_reading_and_says_so()
    {
        await _store.CreateAsync(Ours, "a", Of("A"), default);
        using var book = new TrunkBook(_store, new SecretSeal(Enumerable.Repeat((byte)9, 32).ToArray()));
        await Assert.ThrowsAsync<StorageException>(() => book.ReloadAsync(default));
    }
}
