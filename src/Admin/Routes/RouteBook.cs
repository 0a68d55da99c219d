using Voxie.Admin.Storage;
using Voxie.SipGateway.Calls.Routing;

namespace Voxie.Admin.Routes;

/// <summary>The routes that calls go by: one snapshot, swapped whole. Any thread.</summary>
internal sealed class RouteBook(RouteStore store) : IRoutes, IRevised, IDisposable
{
    private readonly SemaphoreSlim _reloading = new(1);
    private volatile Snapshot _snapshot = new(0, RouteTable.Empty);

    public RouteTable Current => _snapshot.Table;

    public long Revision => _snapshot.Version;

    public Task<long> StoredRevisionAsync(CancellationToken cancellation) => store.RevisionAsync(Database.DefaultWorkspace, cancellation);

    public async Task ReloadAsync(CancellationToken cancellation)
    {
        // One at a time, so that an older reading never replaces a newer one.
        await _reloading.WaitAsync(cancellation);
        try
        {
            var stored = await store.CurrentAsync(Database.DefaultWorkspace, cancellation);
            _snapshot = new Snapshot(stored.Version, stored.Document.ToTable());
        }
        finally
        {
            _reloading.Release();
        }
    }

    public void Dispose() => _reloading.Dispose();

    private sealed record Snapshot(long Version, RouteTable Table);
}
