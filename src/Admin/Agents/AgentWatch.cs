using System.Data.Common;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Agents;

/// <summary>Looks once a second whether another process (<c>voxie import</c>) has changed agents, and reloads them if so.</summary>
internal sealed partial class AgentWatch(AgentStore store, AgentProfiles profiles, TimeProvider time, ILogger<AgentWatch> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                await LookAsync(cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }

    internal async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            if (await store.RevisionAsync(Database.DefaultWorkspace, cancellation) != profiles.Revision)
            {
                await profiles.ReloadAsync(cancellation);
                Reloaded(log, profiles.Revision, profiles.Count);
            }
        }
        catch (DbException error)
        {
            // Calls go on with the agents as last seen.
            Unreadable(log, error.Message);
        }
    }
}
