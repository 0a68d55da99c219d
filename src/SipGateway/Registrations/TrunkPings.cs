using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Registrations;

/// <summary>The pings of all trunks that ask for them: follows the trunks as they change. Any thread.</summary>
internal sealed class TrunkPings(ITrunks trunks, RegistrationLayers layers)
{
    private readonly Lock _lock = new();
    private Dictionary<string, (string Target, TimeSpan Every, TrunkPing Ping)> _running = [];
    private bool _stopped;

    public void Start()
    {
        trunks.Changed += Follow;
        Follow();
    }

    public void Stop()
    {
        trunks.Changed -= Follow;
        lock (_lock)
        {
            _stopped = true;
            foreach (var running in _running.Values)
            {
                running.Ping.Stop();
            }

            _running = [];
        }
    }

    private void Follow()
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            var next = new Dictionary<string, (string Target, TimeSpan Every, TrunkPing Ping)>();
            foreach (var trunk in trunks.Current.Where(trunk => trunk is { Enabled: true, Target: not null, PingEvery: not null }))
            {
                if (_running.TryGetValue(trunk.Id, out var known) && known.Target == trunk.Target && known.Every == trunk.PingEvery)
                {
                    _running.Remove(trunk.Id);
                    next[trunk.Id] = known;
                }
                else if (SipUri.TryParse(trunk.Target, out var target) && target.IsSip)
                {
                    var ping = new TrunkPing(trunk.Id, target, trunk.PingEvery!.Value, layers);
                    next[trunk.Id] = (trunk.Target!, trunk.PingEvery.Value, ping);
                    ping.Start();
                }
            }

            foreach (var (id, gone) in _running)
            {
                gone.Ping.Stop();
                layers.Health.Change(id, health => health with { Reach = TrunkReach.Unknown, RoundTrip = null, PingReason = null });
            }

            _running = next;
        }
    }
}
