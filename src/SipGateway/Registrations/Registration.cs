using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Registrations;

/// <summary>
/// One account at one registrar: the machine with its timers, lookups and sends. Everything happens on its strand; what others
/// read is a snapshot.
/// </summary>
internal sealed partial class Registration : IClientTransactionUser
{
    /// <summary>After the end of the connection that calls come on; up to twice as long, for a registrar that restarts loses many at once.</summary>
    private static readonly TimeSpan AfterLoss = TimeSpan.FromSeconds(2);

    private readonly RegistrationLayers _layers;
    private readonly Strand _strand = new();
    private readonly ITimer _wait;
    private readonly ITimer _expiry;
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger;
    private readonly SipUri _registrar;
    private readonly NameAddr _addressOfRecord;
    private readonly string _callId = SipTokens.NewCallId();
    private readonly DigestClient? _credentials;
    private readonly FlowKeepAlive _keepAlive;

    private RegistrationState _state;
    private IReadOnlyList<SipTarget> _targets = [];
    private ClientTransaction? _underWay;
    private HostPort? _seenAs;
    private bool _translated;
    private uint _sequence;
    private SipUri? _contact;
    private string? _trouble;
    private volatile RegistrationBinding _binding;

    /// <param name="registrar">The registrar of the trunk, read.</param>
    public Registration(Trunk trunk, SipUri registrar, RegistrationLayers layers)
    {
        _layers = layers;
        _logger = layers.Loggers.CreateLogger<Registration>();
        _registrar = registrar with { User = null, Password = null, HeaderText = null };
        _addressOfRecord = new NameAddr(SipUri.Sip(trunk.Registration!.User, registrar.Host));
        _state = new RegistrationState(trunk.Registration.Expires);
        _binding = new RegistrationBinding(trunk, SipTokens.NewTag());
        _credentials = trunk.OutboundCredentials is { } own
            ? new DigestClient(new DigestCredentials(own.User, own.Password, own.Realm, own.Algorithms), address => _targets.Any(target => target.Address.Address.Equals(address)))
            : null;
        _keepAlive = new FlowKeepAlive(layers);
        _wait = layers.Time.CreateTimer(_ => Post(new RegistrationInput.Due()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _expiry = layers.Time.CreateTimer(_ => Post(new RegistrationInput.Expired()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _strand.Fault = OnFault;
    }

    /// <summary>What is known of the line. Any thread.</summary>
    public RegistrationBinding Binding => _binding;

    /// <summary>Completes when leave is taken, or nothing had to be taken leave of.</summary>
    public Task Gone => _gone.Task;

    public void Start() => Post(new RegistrationInput.Start());

    /// <summary>Takes leave. <see cref="Gone"/> completes at the latest when the REGISTER times out.</summary>
    public void Stop() => Post(new RegistrationInput.Stop());

    /// <summary>The trunk has changed in what does not concern the registration.</summary>
    public void Use(Trunk trunk) => _strand.Post(() => _binding = _binding with { Trunk = trunk });

    public void Received(ClientTransaction transaction, SipResponse response)
    {
        if (!response.IsProvisional)
        {
            _strand.Post(() => Take(transaction, response));
        }
    }

    public void Failed(ClientTransaction transaction, TransactionFailure failure) => _strand.Post(() =>
    {
        if (transaction == _underWay)
        {
            _trouble = failure == TransactionFailure.Timeout ? "The registrar does not answer." : "The registrar cannot be reached.";
            _layers.Targets.Failed(_targets[_state.Target]);
            Step(new RegistrationInput.Failed(TimeSpan.Zero));
        }
    });

    private void Post(RegistrationInput input) => _strand.Post(() => Step(input));

    private void Step(RegistrationInput input)
    {
        (_state, var actions) = RegistrationMachine.Step(_state, input, _layers.Lot());
        foreach (var action in actions)
        {
            Perform(action);
        }

        Tell();
    }

    private void Perform(RegistrationAction action)
    {
        switch (action.Deed)
        {
            case RegistrationDeed.Resolve:
                _ = ResolveAsync();
                break;
            case RegistrationDeed.Register:
                Send(_state.Asked);
                break;
            case RegistrationDeed.Leave:
                Send(TimeSpan.Zero);
                break;
            case RegistrationDeed.Wait:
                _wait.Change(action.After, Timeout.InfiniteTimeSpan);
                break;
            case RegistrationDeed.WatchExpiry:
                _expiry.Change(action.After, Timeout.InfiniteTimeSpan);
                break;
            case RegistrationDeed.StopTimers:
                _keepAlive.Stop();
                _wait.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _expiry.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                break;
            case RegistrationDeed.Done:
                _wait.Dispose();
                _expiry.Dispose();
                _keepAlive.Stop();
                _gone.TrySetResult();
                break;
        }
    }

    private async Task ResolveAsync()
    {
        var found = await _layers.Resolver.ResolveAsync(_registrar, CancellationToken.None);
        _strand.Post(() =>
        {
            _targets = found.Targets;
            _binding = _binding with { Registrar = [.. found.Targets.Select(target => target.Address.Address)] };
            _trouble = found.Targets.Count > 0 ? _trouble : $"The registrar {_registrar.Host} cannot be found. {found.Reason}";
            Step(new RegistrationInput.Resolved(found.Targets.Count));
        });
    }

    private void Send(TimeSpan expires)
    {
        var target = _targets[_state.Target];
        if (_layers.Transports.FlowTo(target) is not { } flow)
        {
            _trouble = "No listener of this node reaches the registrar.";
            Post(new RegistrationInput.Failed(TimeSpan.Zero));
            return;
        }

        var mine = _layers.Transports.ContactFor(_addressOfRecord.Uri.UserText, flow).Uri;
        _contact = RegisteredLine.Mark(_seenAs is { } seen ? mine with { HostPort = seen } : mine, _binding.Token);
        var from = _addressOfRecord.WithTag(SipTokens.NewTag());
        var request = SipRequests.New(SipMethod.Register, _registrar, [], from, _addressOfRecord, _callId, ++_sequence, new NameAddr(_contact));
        request = request with
        {
            Headers = request.Headers
                .Add(HeaderNames.Contact, new NameAddr(_contact).ToString())
                .Add(HeaderNames.Expires, ((int)expires.TotalSeconds).ToString(CultureInfo.InvariantCulture))
                .Add(HeaderNames.Supported, "path"), // RFC 3327 5.1: proxies on the way may put themselves into it
        };
        _underWay = _layers.Transactions.Send(_credentials?.Authorize(request, flow.Remote.Address) ?? request, flow, this);
    }

    private void Take(ClientTransaction transaction, SipResponse response)
    {
        if (transaction != _underWay)
        {
            return; // of an address that was given up
        }

        LearnAddress(transaction, response);
        var outcome = ChallengeOutcome.NoChallenge;
        if (response.StatusCode is 401 or 407 && _credentials is not null)
        {
            outcome = _credentials.Answer(transaction.Request, response, transaction.Flow.Remote.Address, out var again);
            if (outcome == ChallengeOutcome.Answered)
            {
                _underWay = _layers.Transactions.Send(SipRequests.Again(WithSeenContact(again), ++_sequence), transaction.Flow, this);
                return;
            }
        }

        var input = RegistrationAnswer.Of(response, _contact!, _state.Asked);
        _trouble = input is RegistrationInput.Granted ? null : TroubleOf(response, outcome);
        if (input is RegistrationInput.Granted granted && _state.Phase == RegistrationPhase.Registering)
        {
            Granted(transaction.Flow, response, granted.Expires);
        }
        else if (response.StatusCode == 503)
        {
            _layers.Targets.Failed(_targets[_state.Target]);
        }

        Step(input);
    }

    /// <summary>The registrar says where it saw us come from (RFC 3581): behind a NAT only that address is of use to it.</summary>
    private void LearnAddress(ClientTransaction transaction, SipResponse response)
    {
        if (response.Headers.TopVia is not { } via || via.Received is not { } address)
        {
            return;
        }

        var (transport, remote) = (transaction.Flow.Transport, transaction.Flow.Remote.Address);
        _translated = !address.Equals(AdvertisedAddress.Plain.Towards(transport.Local.Address, remote))
            || (!transport.IsReliable && via.RPort is { } rport && rport != transport.Local.Port);
        if (!_layers.LearnsAddress)
        {
            return;
        }

        // Over a stream the port is of the connection, and nobody can call it.
        var port = transaction.Flow.Transport.IsReliable ? _contact!.Port : via.RPort ?? _contact!.Port;
        var seen = HostPort.Of(new IPEndPoint(address, port ?? 5060));
        var ours = _contact!.HostPort;
        if (_seenAs is not null || seen != ours)
        {
            _seenAs = seen;
        }
    }

    private SipRequest WithSeenContact(SipRequest request)
    {
        if (_seenAs is not { } seen || _contact!.HostPort == seen)
        {
            return request;
        }

        _contact = _contact with { HostPort = seen };
        return request with { Headers = request.Headers.With(HeaderNames.Contact, new NameAddr(_contact).ToString()) };
    }

    private void Granted(SipFlow flow, SipResponse response, TimeSpan expires)
    {
        _layers.Targets.Answered(_targets[_state.Target]);
        _binding = _binding with
        {
            Flow = flow,
            ServiceRoute = response.Headers.Addresses(HeaderNames.ServiceRoute) ?? [],
            Path = response.Headers.Addresses(HeaderNames.Path) ?? [],
            Until = _layers.Time.GetUtcNow() + expires,
        };
        var period = FlowKeepAlive.Period(_binding.Trunk.Registration!.KeepAlive, _translated, flow.Transport.IsReliable);
        _keepAlive.Keep(flow, period, () => _strand.Post(() => _wait.Change(AfterLoss * (1 + _layers.Lot()), Timeout.InfiniteTimeSpan)));
    }

    private static string TroubleOf(SipResponse response, ChallengeOutcome outcome) => (response.StatusCode, outcome) switch
    {
        (401 or 407, ChallengeOutcome.WrongPassword) => $"The registrar does not accept user or password (SIP {response.StatusCode}).",
        (401 or 407, ChallengeOutcome.OtherRealm) => $"The registrar asks for credentials of another realm (SIP {response.StatusCode}).",
        (401 or 407, ChallengeOutcome.Unsupported) => $"The registrar asks for a digest that is not known here (SIP {response.StatusCode}).",
        (401 or 407, _) => $"The registrar asks for a password, and none of ours fits (SIP {response.StatusCode}).",
        _ => $"The registrar answers {response.StatusCode} {SipStatus.Phrase(response.StatusCode)}.",
    };

    private void Tell()
    {
        var line = _state switch
        {
            { Phase: RegistrationPhase.Leaving or RegistrationPhase.Gone } => TrunkLineState.Left,
            { IsRegistered: true } => TrunkLineState.Registered,
            { IsRefused: true } => TrunkLineState.Refused,
            { Failures: > 0 } => TrunkLineState.Failing,
            _ => TrunkLineState.Trying,
        };
        var before = _layers.Health.Of(_binding.Trunk.Id).Line;
        _layers.Health.Change(_binding.Trunk.Id, health => health with
        {
            Line = line, LineReason = _trouble, RegisteredUntil = line == TrunkLineState.Registered ? _binding.Until : null,
        });
        if (line != before)
        {
            LogLine(_binding.Trunk.Id, line, _trouble ?? "");
        }
    }

    private void OnFault(Exception fault)
    {
        LogFault(fault, _binding.Trunk.Id);
        _gone.TrySetResult();
    }
}
