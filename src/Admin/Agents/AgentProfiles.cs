using System.Collections.Frozen;
using Voxie.Admin.Storage;
using Voxie.Pipeline.Agents;

namespace Voxie.Admin.Agents;

/// <summary>
/// The agents that calls are routed to: one snapshot, swapped whole. A change through this node is seen at once
/// (<see cref="ReloadAsync"/>); one from outside (<c>voxie import</c>) by its revision, see <see cref="RevisionWatch"/>.
/// </summary>
internal sealed class AgentProfiles(AgentStore store) : IAgentProfiles, IRevised, IDisposable
{
    private readonly SemaphoreSlim _reloading = new(1);
    private volatile Snapshot _snapshot = new(0, [], []);

    public long Revision => _snapshot.Revision;

    public Task<long> StoredRevisionAsync(CancellationToken cancellation) => store.RevisionAsync(Database.DefaultWorkspace, cancellation);

    public AgentProfile? ByExtension(string extension) => _snapshot.ByExtension.GetValueOrDefault(extension);

    public AgentProfile? ById(string id) => _snapshot.ById.GetValueOrDefault(id);

    public int Count => _snapshot.ById.Count;

    public async Task ReloadAsync(CancellationToken cancellation)
    {
        // One at a time, so that an older reading never replaces a newer one.
        await _reloading.WaitAsync(cancellation);
        try
        {
            var revision = await store.RevisionAsync(Database.DefaultWorkspace, cancellation);
            var agents = await store.ListAsync(Database.DefaultWorkspace, cancellation);
            var profiles = agents.Select(agent => agent.Document.ToProfile(agent.Id, agent.Version)).ToList();
            _snapshot = new Snapshot(revision, profiles, [.. profiles.Where(profile => profile.Extension is not null)]);
        }
        finally
        {
            _reloading.Release();
        }
    }

    public void Dispose() => _reloading.Dispose();

    private sealed class Snapshot(long revision, List<AgentProfile> all, List<AgentProfile> reachable)
    {
        public long Revision { get; } = revision;
        public FrozenDictionary<string, AgentProfile> ById { get; } = all.ToFrozenDictionary(p => p.Id, StringComparer.Ordinal);
        public FrozenDictionary<string, AgentProfile> ByExtension { get; } =
            reachable.ToFrozenDictionary(p => p.Extension!, StringComparer.OrdinalIgnoreCase);
    }
}
