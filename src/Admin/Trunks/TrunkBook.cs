using Voxie.Admin.Secrets;
using Voxie.Admin.Storage;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.Admin.Trunks;

/// <summary>The trunks that calls go by: one snapshot in order of id, swapped whole. Any thread.</summary>
internal sealed class TrunkBook(TrunkStore store, SecretSeal seal) : ITrunks, IRevised, IDisposable
{
    private readonly SemaphoreSlim _reloading = new(1);
    private volatile Snapshot _snapshot = new(0, []);

    public event Action? Changed;

    public IReadOnlyList<Trunk> Current => _snapshot.Trunks;

    public long Revision => _snapshot.Revision;

    public Task<long> StoredRevisionAsync(CancellationToken cancellation) => store.RevisionAsync(Database.DefaultWorkspace, cancellation);

    /// <exception cref="StorageException">A password cannot be opened: the key is another one.</exception>
    public async Task ReloadAsync(CancellationToken cancellation)
    {
        // One at a time, so that an older reading never replaces a newer one.
        await _reloading.WaitAsync(cancellation);
        try
        {
            var revision = await store.RevisionAsync(Database.DefaultWorkspace, cancellation);
            var stored = await store.ListAsync(Database.DefaultWorkspace, cancellation);
            _snapshot = new Snapshot(revision, [.. stored.Select(trunk => TrunkReading.ToTrunk(trunk.Id, trunk.Version, trunk.Document, seal.Open))]);
        }
        finally
        {
            _reloading.Release();
        }
        Changed?.Invoke();
    }

    public void Dispose() => _reloading.Dispose();

    private sealed record Snapshot(long Revision, IReadOnlyList<Trunk> Trunks);
}
