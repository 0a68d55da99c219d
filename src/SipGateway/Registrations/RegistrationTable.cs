using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Registrations;

/// <summary>The registrations of all trunks that have one: follows the trunks as they change. Any thread.</summary>
internal sealed partial class RegistrationTable(ITrunks trunks, RegistrationLayers layers) : ITrunkLines
{
    private readonly Lock _lock = new();
    private readonly ILogger _logger = layers.Loggers.CreateLogger<RegistrationTable>();
    private readonly List<Task> _leaving = [];
    private Dictionary<string, Registration> _running = [];
    private bool _stopped;

    public void Start()
    {
        trunks.Changed += Follow;
        Follow();
    }

    /// <summary>Takes leave of all registrars and registers no more. Lines are still recognised: live calls go on.</summary>
    public void Leave()
    {
        trunks.Changed -= Follow;
        lock (_lock)
        {
            _stopped = true;
        }

        foreach (var registration in Running())
        {
            registration.Stop();
        }
    }

    /// <summary>Takes leave and waits until the registrars have said so.</summary>
    /// <param name="within">The longest wait.</param>
    public async Task LeaveAsync(TimeSpan within)
    {
        Leave();
        Task[] left;
        lock (_lock)
        {
            left = [.. _running.Values.Select(registration => registration.Gone), .. _leaving];
        }

        try
        {
            await Task.WhenAll(left).WaitAsync(within, layers.Time);
        }
        catch (TimeoutException)
        {
            // A registrar that does not answer forgets us by itself.
        }
    }

    public LineSighting? Of(SipRequest request, SipFlow flow)
    {
        var running = Running();
        if (RegisteredLine.Of(request.RequestUri) is { } token && running.FirstOrDefault(other => other.Binding.Token == token) is { } marked)
        {
            return new LineSighting(marked.Binding.Trunk, TrunkSign.Mark);
        }

        // Requests within a call, and registrars that rewrite contacts. Of several accounts with one registrar the called one.
        var there = running.Select(other => other.Binding)
            .Where(binding => binding.Flow is not null && binding.Registrar.Contains(flow.Remote.Address)).ToList();
        return there.FirstOrDefault(binding => binding.Trunk.Registration!.User == request.RequestUri.UserText) is { } called
            ? new LineSighting(called.Trunk, TrunkSign.Extension)
            : there.Count > 0 ? new LineSighting(there[0].Trunk, TrunkSign.Address) : null;
    }

    public IReadOnlyList<NameAddr> ServiceRouteOf(string trunkId)
    {
        lock (_lock)
        {
            return _running.TryGetValue(trunkId, out var registration) ? registration.Binding.ServiceRoute : [];
        }
    }

    private Registration[] Running()
    {
        lock (_lock)
        {
            return [.. _running.Values];
        }
    }

    private void Follow()
    {
        List<Registration> gone = [], come = [];
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            var next = new Dictionary<string, Registration>();
            foreach (var trunk in trunks.Current.Where(trunk => trunk is { Enabled: true, Registration: not null }))
            {
                if (_running.Remove(trunk.Id, out var known) && IsSame(known.Binding.Trunk, trunk))
                {
                    known.Use(trunk);
                    next[trunk.Id] = known;
                    continue;
                }

                if (known is not null)
                {
                    gone.Add(known);
                }

                if (Make(trunk) is { } made)
                {
                    come.Add(next[trunk.Id] = made);
                }
            }

            gone.AddRange(_running.Values);
            _leaving.RemoveAll(task => task.IsCompleted);
            _leaving.AddRange(gone.Select(registration => registration.Gone));
            _running = next;
        }

        foreach (var registration in gone)
        {
            registration.Stop();
        }

        foreach (var registration in come)
        {
            registration.Start();
        }
    }

    private Registration? Make(Trunk trunk)
    {
        if (SipUri.TryParse(trunk.Registration!.Registrar, out var registrar) && registrar.IsSip)
        {
            return new Registration(trunk, registrar, layers);
        }

        layers.Health.Change(trunk.Id, health => health with { Line = TrunkLineState.Refused, LineReason = "The registrar is no SIP URI." });
        LogNoUri(trunk.Id);
        return null;
    }

    private static bool IsSame(Trunk a, Trunk b) => a.Registration == b.Registration && a.OutboundCredentials == b.OutboundCredentials;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The registrar of trunk {Trunk} is no SIP URI; the trunk is not registered")]
    private partial void LogNoUri(string trunk);
}
