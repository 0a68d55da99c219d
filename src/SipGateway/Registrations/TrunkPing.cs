using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Dns;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Registrations;

/// <summary>
/// Asks all addresses of one trunk's target by OPTIONS (RFC 3261 11) whether they are there. On its strand; the outcome goes into
/// the health of the trunk and the table of targets.
/// </summary>
internal sealed partial class TrunkPing
{
    private readonly RegistrationLayers _layers;
    private readonly Strand _strand = new();
    private readonly ITimer _next;
    private readonly ILogger _logger;
    private readonly string _trunkId;
    private readonly SipUri _target;
    private readonly TimeSpan _every;
    private Dictionary<SipTarget, PingState> _targets = [];
    private string? _trouble;
    private TimeSpan? _roundTrip;
    private bool _stopped;

    /// <param name="target">Of the trunk, read.</param>
    public TrunkPing(string trunkId, SipUri target, TimeSpan every, RegistrationLayers layers)
    {
        _layers = layers;
        _logger = layers.Loggers.CreateLogger<TrunkPing>();
        _trunkId = trunkId;
        // Teams takes no user part here, and nobody needs one.
        _target = target with { User = null, Password = null, HeaderText = null };
        _every = every;
        _next = layers.Time.CreateTimer(_ => _strand.Post(() => _ = RoundAsync()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _strand.Fault = fault => LogFault(fault, trunkId);
    }

    /// <summary>The first round at once but for a moment by lot, so that many trunks do not start together.</summary>
    public void Start() => _next.Change(TimeSpan.FromSeconds(_layers.Lot()), Timeout.InfiniteTimeSpan);

    public void Stop() => _strand.Post(() =>
    {
        _stopped = true;
        _next.Dispose();
        foreach (var target in _targets.Keys)
        {
            _layers.Targets.Forget(target);
        }
    });

    private async Task RoundAsync()
    {
        var found = await _layers.Resolver.ResolveAsync(_target, CancellationToken.None);
        _strand.Post(() => Ask(found));
    }

    private void Ask(SipResolution found)
    {
        if (_stopped)
        {
            return;
        }

        foreach (var gone in _targets.Keys.Except(found.Targets))
        {
            _layers.Targets.Forget(gone);
        }

        _targets = found.Targets.ToDictionary(target => target, target => _targets.GetValueOrDefault(target));
        if (found.Targets.Count == 0)
        {
            _trouble = $"{_target.Host} cannot be found. {found.Reason}";
            Tell();
        }

        foreach (var target in found.Targets)
        {
            Ask(target);
        }

        // A tenth to either side.
        _next.Change(_every * (0.9 + (_layers.Lot() / 5)), Timeout.InfiniteTimeSpan);
    }

    private void Ask(SipTarget target)
    {
        if (_layers.Transports.FlowTo(target) is not { } flow)
        {
            return; // the resolver has left out what we do not reach; a listener may have gone since
        }

        var contact = _layers.Transports.ContactFor(null, flow);
        var from = new NameAddr(SipUri.Sip(null, contact.Uri.Host)).WithTag(SipTokens.NewTag());
        var options = SipRequests.New(SipMethod.Options, _target, [], from, new NameAddr(_target), SipTokens.NewCallId(), 1, contact);
        options = options with { Headers = options.Headers.Add(HeaderNames.Accept, SipCapabilities.Accept) };
        _layers.Transactions.Send(options, flow, new Outcome(this, target, _layers.Time.GetTimestamp()));
    }

    private void Take(SipTarget target, int? status, TimeSpan roundTrip)
    {
        if (_stopped || !_targets.TryGetValue(target, out var before))
        {
            return;
        }

        var alive = status is { } answered && PingState.IsAlive(answered);
        var now = before.After(alive);
        _targets[target] = now;
        if (alive)
        {
            _roundTrip = roundTrip;
            _layers.Targets.Answered(target);
        }
        else
        {
            _trouble = status is null ? $"{target.Transport} {target.Address} does not answer OPTIONS." : $"{target.Transport} {target.Address} answers OPTIONS by {status}.";
            if (now.Reach == TrunkReach.Down)
            {
                _layers.Targets.Down(target);
            }
        }

        Tell();
    }

    private void Tell()
    {
        var reach = _targets.Values.Any(state => state.Reach == TrunkReach.Up) ? TrunkReach.Up
            : _targets.Values.All(state => state.Reach == TrunkReach.Down) ? TrunkReach.Down // none at all counts as down
            : TrunkReach.Unknown;
        var all = _targets.Values.All(state => state is { Reach: TrunkReach.Up, Misses: 0 }) && _targets.Count > 0;
        var before = _layers.Health.Of(_trunkId);
        _trouble = all ? null : _trouble;
        _layers.Health.Change(_trunkId, health => health with { Reach = reach, RoundTrip = _roundTrip, PingReason = _trouble });
        if (before.Reach != reach)
        {
            LogReach(_trunkId, reach, _trouble ?? "");
        }
    }

    private sealed class Outcome(TrunkPing owner, SipTarget target, long sentAt) : IClientTransactionUser
    {
        public void Received(ClientTransaction transaction, SipResponse response)
        {
            if (!response.IsProvisional)
            {
                var roundTrip = owner._layers.Time.GetElapsedTime(sentAt);
                owner._strand.Post(() => owner.Take(target, response.StatusCode, roundTrip));
            }
        }

        public void Failed(ClientTransaction transaction, TransactionFailure failure) => owner._strand.Post(() => owner.Take(target, null, default));
    }
}
