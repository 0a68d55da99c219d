using System.Collections.Concurrent;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dns;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Registrations;

/// <summary>
/// Keeps the addresses of all trunks' targets at hand: looks names up when the trunks change and again while they are in force, as
/// often as the cache of names allows. An address that was found is kept until another one is. Any thread.
/// </summary>
internal sealed class TrunkTargets(ITrunks trunks, SipResolver resolver, TargetTable table, TimeProvider time) : ITrunkTargets, IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, IReadOnlyList<SipTarget>> _found = new();
    private readonly Lock _lock = new();
    private ITimer? _again;
    private bool _stopped;

    public void Start()
    {
        trunks.Changed += Look;
        Look();
    }

    public IReadOnlyList<SipTarget> Of(Trunk trunk) =>
        trunk.Target is { } target && _found.TryGetValue(target, out var found) ? table.Order(found) : [];

    public void Failed(SipTarget target) => table.Failed(target);

    public void Dispose()
    {
        trunks.Changed -= Look;
        lock (_lock)
        {
            _stopped = true;
            _again?.Dispose();
        }
    }

    private void Look()
    {
        var targets = trunks.Current.Where(trunk => trunk is { Enabled: true, Target: not null }).Select(trunk => trunk.Target!).ToHashSet();
        foreach (var gone in _found.Keys.Except(targets))
        {
            _found.TryRemove(gone, out _);
        }

        var named = false;
        foreach (var target in targets)
        {
            if (SipUri.TryParse(target, out var uri))
            {
                named |= uri.HostPort.Address is null;
                _ = FindAsync(target, uri);
            }
        }

        lock (_lock)
        {
            if (!_stopped)
            {
                _again ??= time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _again.Change(named ? LookAgain : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private async Task FindAsync(string target, SipUri uri)
    {
        var found = await resolver.ResolveAsync(uri, CancellationToken.None);
        if (found.Targets.Count > 0)
        {
            _found[target] = found.Targets;
        }
    }
}
