using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Dialogs;

/// <summary>
/// A received INVITE (or re-INVITE) from 180 to ACK. RFC 3261 13.3.1.4 with RFC 6026: the 2xx is retransmitted here, not by
/// the transaction, until its ACK comes. Strand of its call only; what the transaction tells is posted there.
/// </summary>
internal sealed class UasInvite : IServerTransactionUser
{
    private readonly ServerTransaction _transaction;
    private readonly SipDialog _dialog;
    private readonly Strand _strand;
    private readonly IUasInviteUser _user;
    private readonly SipTimers _timers;
    private readonly TimeProvider _time;
    private readonly ReliableResponses? _reliable;
    private ITimer? _repeat;
    private TimeSpan _interval;
    private long _acceptedAt;
    private SipResponse? _last;
    private SipResponse? _held;
    private State _state = State.Open;

    /// <param name="prefersReliable">Provisional responses are sent reliably whenever the peer can; otherwise only when it requires it.</param>
    public UasInvite(
        ServerTransaction transaction, SipDialog dialog, Strand strand, TransactionLayer layer, IUasInviteUser user, bool prefersReliable = false)
    {
        (_transaction, _dialog, _strand, _user) = (transaction, dialog, strand, user);
        (_timers, _time) = (layer.Timers, layer.Time);
        var headers = transaction.Request.Headers;
        if (headers.Require.Contains(SipCapabilities.Reliable, StringComparer.OrdinalIgnoreCase)
            || (prefersReliable && headers.Supports(SipCapabilities.Reliable)))
        {
            _reliable = new ReliableResponses(transaction, layer, strand, SendHeld, GiveUpReliable);
        }
    }

    private enum State
    {
        Open,
        /// <summary>2xx sent, no ACK yet.</summary>
        Accepted,
        /// <summary>Refused, cancelled, acknowledged or given up.</summary>
        Over,
    }

    public SipRequest Request => _transaction.Request;

    /// <summary>True until a final response is sent.</summary>
    public bool IsOpen => _state == State.Open;

    /// <summary>True while our 2xx waits for its ACK, or for the PRACK that it may not overtake.</summary>
    public bool AwaitsAck => _state == State.Accepted || (_state == State.Open && _held is not null);

    /// <summary>Provisional responses are acknowledged by PRACK: a session description in one is the offer or answer for good.</summary>
    public bool IsReliable => _reliable is not null;

    /// <summary>
    /// Sends a provisional response, and again each minute, for proxies give up a call that nobody speaks of (13.3.1.1).
    /// </summary>
    /// <param name="status">180 or 183.</param>
    public void Progress(int status, ReadOnlyMemory<byte> description)
    {
        if (_state != State.Open || _held is not null)
        {
            return;
        }

        var response = WithDialog(_transaction.NewResponse(status));
        response = response with { Headers = SipCapabilities.Describe(response.Headers) };
        Send(response.WithDescription(description));
        // RFC 3262 5: what was offered or answered reliably is not said twice.
        _last = _reliable is null ? response.WithDescription(description) : response;
        StartRepeat(_timers.ProvisionalRepeat);
    }

    /// <summary>Sends 200 and repeats it until the ACK. It waits for the PRACK of a session description that is out (RFC 3262 3).</summary>
    /// <param name="more">Headers beside those that every 200 has.</param>
    /// <param name="description">Empty when it was said reliably before.</param>
    /// <returns>False: the INVITE is over (refused, cancelled, or nobody is there any more).</returns>
    public bool Accept(ReadOnlyMemory<byte> description, SipHeaders? more = null)
    {
        if (_state != State.Open || _held is not null)
        {
            return false;
        }

        var ok = WithDialog(_transaction.NewResponse(200));
        ok = ok with { Headers = new SipHeaders([.. SipCapabilities.Describe(ok.Headers), .. more ?? SipHeaders.Empty]) };
        _last = ok.WithDescription(description);
        if (_reliable is { HoldsDescription: true })
        {
            _held = _last;
            return true;
        }

        return SendAccepted();
    }

    /// <summary>Sends a final refusal, if none is sent yet.</summary>
    public void Refuse(SipResponse refusal)
    {
        if (_state == State.Open)
        {
            Stop();
            _transaction.Respond(refusal);
        }
    }

    /// <param name="reason">Value of the Reason header (RFC 6432); null: none.</param>
    public void Refuse(int status, string? reason = null)
    {
        var refusal = _transaction.NewResponse(status);
        Refuse(reason is null ? refusal : refusal.WithHeader(HeaderNames.Reason, reason));
    }

    /// <returns>False: it acknowledges nothing of ours; answer 481.</returns>
    public bool TakePrack(RAck rack) => _reliable?.Take(rack) ?? false;

    /// <returns>False: the ACK is of another INVITE, or a copy.</returns>
    public bool TakeAck(SipRequest ack)
    {
        if (_state != State.Accepted || ack.Headers.CSeq?.Number != Request.Headers.CSeq?.Number)
        {
            return false;
        }

        Stop();
        _user.Confirmed(ack);
        return true;
    }

    /// <summary>Stops repeating: the dialog is over.</summary>
    public void Stop()
    {
        _state = State.Over;
        _reliable?.Final();
        _repeat?.Dispose();
        _repeat = null;
        // It lingers for 64*T1 to know copies of its request; the call, with its media, must not linger with it.
        _transaction.User = null;
    }

    public void Cancelled(SipRequest cancel) => _strand.Post(() =>
    {
        if (_state == State.Open && _transaction.Respond(487))
        {
            Stop();
            _user.Cancelled(cancel);
        }
    });

    public void Failed(TransactionFailure failure) => _strand.Post(() =>
    {
        // After a 2xx a copy may have come through all the same, and a refusal that nobody acknowledges is over anyway.
        if (_state == State.Open)
        {
            Stop();
            _user.Unreachable();
        }
    });

    private void Send(SipResponse provisional)
    {
        if (_reliable is null)
        {
            _transaction.Respond(provisional);
        }
        else
        {
            _reliable.Send(provisional);
        }
    }

    private bool SendAccepted()
    {
        _held = null;
        if (!_transaction.Respond(_last!))
        {
            // The transaction is gone: an earlier response could not be sent.
            Stop();
            _user.Unreachable();
            return false;
        }

        _reliable?.Final();
        _state = State.Accepted;
        _acceptedAt = _time.GetTimestamp();
        _interval = _timers.T1;
        StartRepeat(_interval);
        return true;
    }

    private void SendHeld()
    {
        if (_state == State.Open && _held is not null)
        {
            SendAccepted();
        }
    }

    private void GiveUpReliable()
    {
        if (_state == State.Open)
        {
            Refuse(504);
            _user.Unpracked();
        }
    }

    private SipResponse WithDialog(SipResponse response)
    {
        // 12.1.1: Record-Route is copied, and our Contact says where we are.
        var headers = response.Headers.AddFrom(Request.Headers, HeaderNames.RecordRoute).Add(HeaderNames.Contact, _dialog.Contact.ToString());
        return response with { Headers = headers };
    }

    private void StartRepeat(TimeSpan after)
    {
        _repeat ??= _time.CreateTimer(_ => _strand.Post(Repeat), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _repeat.Change(after, Timeout.InfiniteTimeSpan);
    }

    private void Repeat()
    {
        switch (_state)
        {
            case State.Open when _held is null:
                Send(_last!);
                StartRepeat(_timers.ProvisionalRepeat);
                break;
            case State.Accepted when _time.GetElapsedTime(_acceptedAt) >= _timers.Timeout:
                Stop();
                _user.Unacknowledged();
                break;
            case State.Accepted:
                _transaction.Respond(_last!);
                _interval = _timers.Next(_interval, capped: true);
                var left = _timers.Timeout - _time.GetElapsedTime(_acceptedAt);
                StartRepeat(_interval < left ? _interval : left);
                break;
        }
    }
}
