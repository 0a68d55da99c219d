using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Dialogs;

/// <summary>
/// A received INVITE (or re-INVITE) from 180 to ACK. RFC 3261 13.3.1.4 with RFC 6026: the 2xx is retransmitted here, not by
/// the transaction, until its ACK comes. Strand of its call only; what the transaction tells is posted there.
/// </summary>
internal sealed class UasInvite(
    ServerTransaction transaction, SipDialog dialog, Strand strand, TransactionLayer layer, IUasInviteUser user) : IServerTransactionUser
{
    private readonly SipTimers _timers = layer.Timers;
    private readonly TimeProvider _time = layer.Time;
    private ITimer? _repeat;
    private TimeSpan _interval;
    private long _acceptedAt;
    private SipResponse? _last;
    private State _state = State.Open;

    private enum State
    {
        Open,
        /// <summary>2xx sent, no ACK yet.</summary>
        Accepted,
        /// <summary>Refused, cancelled, acknowledged or given up.</summary>
        Over,
    }

    public SipRequest Request => transaction.Request;

    /// <summary>True until a final response is sent.</summary>
    public bool IsOpen => _state == State.Open;

    /// <summary>True while our 2xx waits for its ACK.</summary>
    public bool AwaitsAck => _state == State.Accepted;

    /// <summary>Sends 180, and again each minute, for proxies give up a call that nobody speaks of (13.3.1.1).</summary>
    public void Ring()
    {
        if (_state != State.Open)
        {
            return;
        }

        _last = WithDialog(transaction.NewResponse(180));
        transaction.Respond(_last);
        StartRepeat(_timers.ProvisionalRepeat);
    }

    /// <summary>Sends 200 with a session description and repeats it until the ACK.</summary>
    /// <returns>False: the INVITE is over (refused, cancelled, or nobody is there any more).</returns>
    public bool Accept(ReadOnlyMemory<byte> description)
    {
        if (_state != State.Open)
        {
            return false;
        }

        var ok = WithDialog(transaction.NewResponse(200));
        _last = ok with
        {
            Headers = SipCapabilities.Describe(ok.Headers).Add(HeaderNames.ContentType, MediaType.Sdp.ToString()),
            Body = description,
        };
        if (!transaction.Respond(_last))
        {
            // The transaction is gone: an earlier response could not be sent.
            Stop();
            user.Unreachable();
            return false;
        }

        _state = State.Accepted;
        _acceptedAt = _time.GetTimestamp();
        _interval = _timers.T1;
        StartRepeat(_interval);
        return true;
    }

    /// <summary>Sends a final refusal, if none is sent yet.</summary>
    public void Refuse(SipResponse refusal)
    {
        if (_state == State.Open)
        {
            Stop();
            transaction.Respond(refusal);
        }
    }

    public void Refuse(int status) => Refuse(transaction.NewResponse(status));

    /// <returns>False: the ACK is of another INVITE, or a copy.</returns>
    public bool TakeAck(SipRequest ack)
    {
        if (_state != State.Accepted || ack.Headers.CSeq?.Number != Request.Headers.CSeq?.Number)
        {
            return false;
        }

        Stop();
        user.Confirmed(ack);
        return true;
    }

    /// <summary>Stops repeating: the dialog is over.</summary>
    public void Stop()
    {
        _state = State.Over;
        _repeat?.Dispose();
        _repeat = null;
    }

    public void Cancelled(SipRequest cancel) => strand.Post(() =>
    {
        if (_state == State.Open && transaction.Respond(487))
        {
            Stop();
            user.Cancelled(cancel);
        }
    });

    public void Failed(TransactionFailure failure) => strand.Post(() =>
    {
        // After a 2xx a copy may have come through all the same, and a refusal that nobody acknowledges is over anyway.
        if (_state == State.Open)
        {
            Stop();
            user.Unreachable();
        }
    });

    private SipResponse WithDialog(SipResponse response)
    {
        // 12.1.1: Record-Route is copied, and our Contact says where we are.
        var headers = response.Headers.AddFrom(Request.Headers, HeaderNames.RecordRoute).Add(HeaderNames.Contact, dialog.Contact.ToString());
        return response with { Headers = headers };
    }

    private void StartRepeat(TimeSpan after)
    {
        _repeat ??= _time.CreateTimer(_ => strand.Post(Repeat), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _repeat.Change(after, Timeout.InfiniteTimeSpan);
    }

    private void Repeat()
    {
        switch (_state)
        {
            case State.Open:
                transaction.Respond(_last!);
                StartRepeat(_timers.ProvisionalRepeat);
                break;
            case State.Accepted when _time.GetElapsedTime(_acceptedAt) >= _timers.Timeout:
                Stop();
                user.Unacknowledged();
                break;
            case State.Accepted:
                transaction.Respond(_last!);
                _interval = _timers.Next(_interval, capped: true);
                var left = _timers.Timeout - _time.GetElapsedTime(_acceptedAt);
                StartRepeat(_interval < left ? _interval : left);
                break;
        }
    }
}
