using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Transactions;

/// <summary>
/// One request of ours and the answers to it: a client machine with its timers and sends. Responses come from the receive
/// loop, timers from the thread pool; the lock makes them one at a time. The user is told outside of it.
/// </summary>
internal sealed class ClientTransaction
{
    private readonly Lock _lock = new();
    private readonly TransactionLayer _layer;
    private readonly TransactionTimers _timers;
    private readonly IClientTransactionUser _user;
    private readonly bool _isInvite;
    private ClientState _state = ClientState.Trying;
    private SipRequest? _ack;
    private OtherWay? _otherWay;
    private CancellationTokenRegistration _lostWatch;
    private bool _sentAgain;

    /// <param name="otherWay">Taken when nobody is there by the first way; null: there is none.</param>
    internal ClientTransaction(TransactionLayer layer, SipRequest request, SipFlow flow, IClientTransactionUser user, OtherWay? otherWay)
    {
        _otherWay = otherWay;
        _layer = layer;
        _user = user;
        Request = request;
        Flow = flow;
        _isInvite = request.Method == SipMethod.Invite;
        // 17.1.1.2: timer A doubles without end, timer E stops at T2.
        _timers = new TransactionTimers(layer, capped: !_isInvite,
            () => Step(ClientInput.RetransmitDue), () => Step(ClientInput.TimeoutDue), () => Step(ClientInput.LingerDue));
    }

    /// <summary>As it went out, with our Via.</summary>
    public SipRequest Request { get; private set; }

    public SipFlow Flow { get; private set; }

    /// <summary>Sends the request and starts its timers. A failure to send is told to the user inside this call.</summary>
    internal void Start()
    {
        bool sent;
        SendReceipt receipt;
        lock (_lock)
        {
            sent = _layer.SendRequest(Request, Flow, out receipt) || TakeOtherWay_NeedsLock(out receipt);
            _timers.Perform(TransactionActions.StartRetransmit | TransactionActions.StartTimeout, Flow.Transport.IsReliable, default);
        }

        if (sent)
        {
            Watch(receipt);
        }
        else
        {
            Step(ClientInput.TransportError);
        }
    }

    internal void Receive(SipResponse response)
    {
        var input = response.StatusCode switch
        {
            < 200 => ClientInput.Provisional,
            < 300 => ClientInput.Success,
            _ => ClientInput.Failure,
        };
        Step(input, response);
    }

    /// <summary>Stops everything without a word: the stack is going down.</summary>
    internal void Abandon()
    {
        lock (_lock)
        {
            _state = ClientState.Terminated;
            _timers.Close();
            _lostWatch.Unregister();
        }
    }

    /// <summary>Forgets it without a word to its user: nothing is waited for any more.</summary>
    internal void Destroy()
    {
        Abandon();
        _layer.Forget(this);
    }

    private void Watch(SendReceipt receipt)
    {
        if (!receipt.Lost.CanBeCanceled)
        {
            return;
        }

        // Outside the lock: of a connection that is lost already it tells at once.
        var watch = receipt.Lost.UnsafeRegister(_ => ConnectionLost(receipt), null);
        lock (_lock)
        {
            if (_state == ClientState.Trying)
            {
                _lostWatch = watch;
            }
            else
            {
                watch.Unregister();
            }
        }
    }

    private void ConnectionLost(SendReceipt lost)
    {
        bool sent;
        SendReceipt receipt;
        lock (_lock)
        {
            if (_state != ClientState.Trying)
            {
                return;
            }

            // A connection that stood open may have been closed by the peer just when we wrote: that says nothing of the peer.
            // If it got the request all the same, the branch tells it that it is the same one.
            var again = lost.WasOpen && !_sentAgain;
            _sentAgain = true;
            sent = again ? _layer.SendRequest(Request, Flow, out receipt) : TakeOtherWay_NeedsLock(out receipt);
        }

        if (sent)
        {
            Watch(receipt);
        }
        else
        {
            Step(ClientInput.ConnectionLost);
        }
    }

    private bool TakeOtherWay_NeedsLock(out SendReceipt receipt)
    {
        receipt = default;
        if (_otherWay is not { } way)
        {
            return false;
        }

        (_otherWay, Request, Flow) = (null, way.Request, way.Flow);
        _layer.NobodyAt(way.Flow.Remote);
        _timers.Perform(TransactionActions.StartRetransmit, Flow.Transport.IsReliable, default);
        return _layer.SendRequest(Request, Flow, out receipt);
    }

    private void Step(ClientInput input, SipResponse? response = null)
    {
        TransactionActions actions;
        lock (_lock)
        {
            actions = Step_NeedsLock(input);
            if (!Send_NeedsLock(actions, response))
            {
                actions |= Step_NeedsLock(ClientInput.TransportError);
            }
        }

        if (actions.HasFlag(TransactionActions.Terminate))
        {
            _layer.Forget(this);
        }

        if (actions.HasFlag(TransactionActions.PassUp))
        {
            _user.Received(this, response!);
        }

        if (actions.HasFlag(TransactionActions.TellTimeout))
        {
            _user.Failed(this, TransactionFailure.Timeout);
        }

        if (actions.HasFlag(TransactionActions.TellTransportError))
        {
            _user.Failed(this, TransactionFailure.Transport);
        }
    }

    private TransactionActions Step_NeedsLock(ClientInput input)
    {
        var (state, actions) = _isInvite ? InviteClientMachine.Step(_state, input) : NonInviteClientMachine.Step(_state, input);
        _state = state;
        if (state != ClientState.Trying)
        {
            _lostWatch.Unregister();
        }

        _timers.Perform(actions, Flow.Transport.IsReliable, Linger(state));
        return actions;
    }

    private bool Send_NeedsLock(TransactionActions actions, SipResponse? response)
    {
        if (actions.HasFlag(TransactionActions.SendAck))
        {
            _ack ??= SipRequests.AckToFailure(Request, response!);
            return _layer.SendRequest(_ack, Flow, out _);
        }

        return !actions.HasFlag(TransactionActions.Resend) || _layer.SendRequest(Request, Flow, out _);
    }

    private TimeSpan Linger(ClientState state) => state switch
    {
        ClientState.Accepted => _layer.Timers.Timeout, // timer M
        _ when Flow.Transport.IsReliable => TimeSpan.Zero,
        _ => _isInvite ? _layer.Timers.D : _layer.Timers.T4, // timer D or K
    };
}
