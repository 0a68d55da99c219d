using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Transactions;

/// <summary>
/// A server machine with its timers and sends. Requests come from the receive loop, responses from any thread, timers from the
/// thread pool; the lock makes them one at a time. The user is told outside of it. A thousand calls a second leave 64,000 of these
/// behind: it keeps the bytes of its last answer and nothing that was parsed.
/// </summary>
internal sealed class ServerTransactionCore
{
    private readonly Lock _lock = new();
    private readonly TransactionLayer _layer;
    private readonly TransactionTimers _timers;
    private readonly bool _isInvite;
    private ITimer? _tryingDue;
    private SipRequest? _unanswered;
    private ServerState _state = ServerState.Trying;
    private WireResponse? _last;

    public ServerTransactionCore(TransactionLayer layer, SipRequest request, SipFlow flow, TransactionKey key, MergeKey? merge)
    {
        _layer = layer;
        _unanswered = request;
        Flow = flow;
        Key = key;
        Merge = merge;
        _isInvite = request.Method == SipMethod.Invite;
        _timers = new TransactionTimers(layer, capped: true,
            () => Step(ServerInput.RetransmitDue), () => Step(ServerInput.TimeoutDue), () => Step(ServerInput.LingerDue));
        if (_isInvite)
        {
            _tryingDue = layer.Time.CreateTimer(static self => ((ServerTransactionCore)self!).Step(ServerInput.TryingDue), this,
                layer.Timers.TryingAfter, Timeout.InfiniteTimeSpan);
        }
    }

    public SipFlow Flow { get; }

    public string LocalTag { get; } = SipTokens.NewTag();

    public IServerTransactionUser? User { get; set; }

    public TransactionKey Key { get; }

    public MergeKey? Merge { get; }

    /// <summary>True until a final response is out.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _state is ServerState.Trying or ServerState.Proceeding;
            }
        }
    }

    /// <summary>True while another copy of the request, come another way, is a merged request (8.2.2.2).</summary>
    public bool IsOngoing
    {
        get
        {
            lock (_lock)
            {
                return _state is ServerState.Trying or ServerState.Proceeding or ServerState.Accepted;
            }
        }
    }

    public bool Respond(SipResponse response)
    {
        var input = response.StatusCode switch
        {
            < 200 => ServerInput.Provisional,
            < 300 => ServerInput.Success,
            _ => ServerInput.Failure,
        };
        return Step(input, response).HasFlag(TransactionActions.Send);
    }

    public void ReceiveRetransmission() => Step(ServerInput.Retransmission);

    /// <returns>True: the ACK belongs to a 2xx and is for the user.</returns>
    public bool ReceiveAck() => Step(ServerInput.Ack).HasFlag(TransactionActions.PassUp);

    /// <summary>Stops everything without a word: the stack is going down.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _state = ServerState.Terminated;
            _timers.Close();
            LeaveTrying();
        }
    }

    private TransactionActions Step(ServerInput input, SipResponse? message = null)
    {
        TransactionActions actions;
        lock (_lock)
        {
            actions = Step_NeedsLock(input);
            if (!Send_NeedsLock(actions, message))
            {
                actions |= Step_NeedsLock(ServerInput.TransportError);
            }
        }

        if (actions.HasFlag(TransactionActions.Terminate))
        {
            _layer.Forget(this);
        }

        if (actions.HasFlag(TransactionActions.TellTimeout))
        {
            User?.Failed(TransactionFailure.Timeout);
        }

        if (actions.HasFlag(TransactionActions.TellTransportError))
        {
            User?.Failed(TransactionFailure.Transport);
        }

        return actions;
    }

    private TransactionActions Step_NeedsLock(ServerInput input)
    {
        var (state, actions) = _isInvite ? InviteServerMachine.Step(_state, input) : NonInviteServerMachine.Step(_state, input);
        _state = state;
        _timers.Perform(actions, Flow.Transport.IsReliable, Linger(state));
        return actions;
    }

    /// <summary>Sends under the lock: what two threads send must stand on the wire in the order of their steps.</summary>
    private bool Send_NeedsLock(TransactionActions actions, SipResponse? message)
    {
        if (actions.HasFlag(TransactionActions.Send))
        {
            _last = WireResponse.Of(message!);
        }
        else if (actions.HasFlag(TransactionActions.SendTrying))
        {
            // RFC 3261 8.2.6.1: 100 Trying carries no To tag of ours.
            _last = WireResponse.Of(SipResponse.For(_unanswered!, 100));
        }

        if (_state != ServerState.Trying)
        {
            LeaveTrying();
        }

        const TransactionActions Sends = TransactionActions.Send | TransactionActions.SendTrying | TransactionActions.Resend;
        return (actions & Sends) == 0 || _last is null || _layer.SendResponse(_last, Flow);
    }

    private void LeaveTrying()
    {
        _unanswered = null;
        _tryingDue?.Dispose();
        _tryingDue = null;
    }

    private TimeSpan Linger(ServerState state) => state switch
    {
        ServerState.Accepted => _layer.Timers.Timeout, // timer L
        _ when Flow.Transport.IsReliable => TimeSpan.Zero,
        ServerState.Confirmed => _layer.Timers.T4, // timer I
        _ => _layer.Timers.Timeout, // timer J
    };
}
