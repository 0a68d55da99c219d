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

    internal ClientTransaction(TransactionLayer layer, SipRequest request, SipFlow flow, IClientTransactionUser user)
    {
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
    public SipRequest Request { get; }

    public SipFlow Flow { get; }

    /// <summary>Sends the request and starts its timers. A failure to send is told to the user inside this call.</summary>
    internal void Start()
    {
        bool sent;
        lock (_lock)
        {
            sent = _layer.SendRequest(Request, Flow);
            _timers.Perform(TransactionActions.StartRetransmit | TransactionActions.StartTimeout, Flow.Transport.IsReliable, default);
        }

        if (!sent)
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
        }
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
        _timers.Perform(actions, Flow.Transport.IsReliable, Linger(state));
        return actions;
    }

    private bool Send_NeedsLock(TransactionActions actions, SipResponse? response)
    {
        if (actions.HasFlag(TransactionActions.SendAck))
        {
            _ack ??= SipRequests.AckToFailure(Request, response!);
            return _layer.SendRequest(_ack, Flow);
        }

        return !actions.HasFlag(TransactionActions.Resend) || _layer.SendRequest(Request, Flow);
    }

    private TimeSpan Linger(ClientState state) => state switch
    {
        ClientState.Accepted => _layer.Timers.Timeout, // timer M
        _ when Flow.Transport.IsReliable => TimeSpan.Zero,
        _ => _isInvite ? _layer.Timers.D : _layer.Timers.T4, // timer D or K
    };
}
