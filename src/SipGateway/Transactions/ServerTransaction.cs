using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Transactions;

/// <summary>
/// One received request and our answers to it: a server machine with its timers and sends. Requests come from the receive
/// loop, responses from any thread, timers from the thread pool; the lock makes them one at a time. The user is told
/// outside of it.
/// </summary>
internal sealed class ServerTransaction
{
    private readonly Lock _lock = new();
    private readonly TransactionLayer _layer;
    private readonly TransactionTimers _timers;
    private readonly ITimer? _tryingDue;
    private readonly bool _isInvite;
    private ServerState _state = ServerState.Trying;
    private SipResponse? _last;

    internal ServerTransaction(
        TransactionLayer layer, SipRequest request, SipFlow flow, TransactionKey key, MergeKey? merge, object? admission = null)
    {
        Admission = admission;
        _layer = layer;
        Request = request;
        Flow = flow;
        Key = key;
        Merge = merge;
        _isInvite = request.Method == SipMethod.Invite;
        _timers = new TransactionTimers(layer, capped: true,
            () => Step(ServerInput.RetransmitDue), () => Step(ServerInput.TimeoutDue), () => Step(ServerInput.LingerDue));
        if (_isInvite)
        {
            _tryingDue = layer.Time.CreateTimer(static self => ((ServerTransaction)self!).Step(ServerInput.TryingDue), this,
                layer.Timers.TryingAfter, Timeout.InfiniteTimeSpan);
        }
    }

    public SipRequest Request { get; }

    /// <summary>Where the request came from and the responses go.</summary>
    public SipFlow Flow { get; }

    /// <summary>
    /// What admission found out about the sender (<see cref="RequestVerdict.Admission"/>): carried, never looked at here. Null once the
    /// request has its final answer: what lingers must not keep a whole call, with its media, for 64*T1.
    /// </summary>
    public object? Admission { get; private set; }

    /// <summary>Our To tag in every response to this request (when it came without one).</summary>
    public string LocalTag { get; } = SipTokens.NewTag();

    /// <summary>Who cares about what becomes of the transaction; null: nobody.</summary>
    public IServerTransactionUser? User { get; set; }

    internal TransactionKey Key { get; }

    internal MergeKey? Merge { get; }

    /// <summary>True until a final response is out.</summary>
    internal bool IsOpen
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
    internal bool IsOngoing
    {
        get
        {
            lock (_lock)
            {
                return _state is ServerState.Trying or ServerState.Proceeding or ServerState.Accepted;
            }
        }
    }

    /// <summary>Sends a response. Any thread.</summary>
    /// <returns>False: the request has its final answer already (a CANCEL and a 200 may cross); nothing was sent.</returns>
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

    /// <summary>Sends a response that needs no headers of its own.</summary>
    public bool Respond(int status) => Respond(NewResponse(status));

    /// <summary>A response to this request, with our tag, to be completed.</summary>
    public SipResponse NewResponse(int status) => SipResponse.For(Request, status, LocalTag);

    internal void ReceiveRetransmission() => Step(ServerInput.Retransmission);

    /// <returns>True: the ACK belongs to a 2xx and is for the user.</returns>
    internal bool ReceiveAck() => Step(ServerInput.Ack).HasFlag(TransactionActions.PassUp);

    /// <summary>Stops everything without a word: the stack is going down.</summary>
    internal void Abandon()
    {
        lock (_lock)
        {
            _state = ServerState.Terminated;
            _timers.Close();
            _tryingDue?.Dispose();
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
        if (state != ServerState.Trying)
        {
            _tryingDue?.Dispose();
        }

        if (state is not (ServerState.Trying or ServerState.Proceeding))
        {
            Admission = null;
        }

        return actions;
    }

    /// <summary>Sends under the lock: what two threads send must stand on the wire in the order of their steps.</summary>
    private bool Send_NeedsLock(TransactionActions actions, SipResponse? message)
    {
        if (actions.HasFlag(TransactionActions.Send))
        {
            _last = message;
            return _layer.SendResponse(message!, Flow);
        }

        if (actions.HasFlag(TransactionActions.SendTrying))
        {
            // RFC 3261 8.2.6.1: 100 Trying carries no To tag of ours.
            _last = SipResponse.For(Request, 100);
            return _layer.SendResponse(_last, Flow);
        }

        return !actions.HasFlag(TransactionActions.Resend) || _last is null || _layer.SendResponse(_last, Flow);
    }

    private TimeSpan Linger(ServerState state) => state switch
    {
        ServerState.Accepted => _layer.Timers.Timeout, // timer L
        _ when Flow.Transport.IsReliable => TimeSpan.Zero,
        ServerState.Confirmed => _layer.Timers.T4, // timer I
        _ => _layer.Timers.Timeout, // timer J
    };
}
