using System.Net;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// One INVITE dialog, early or confirmed: gives what comes within it to whoever knows about it, and ends it. One request at a
/// time, on the strand of its call; everything is answered at once.
/// </summary>
internal sealed class SipSession : IDialogUser, IOwnOffersUser
{
    /// <summary>Long enough for a NOTIFY that was lost twice.</summary>
    private static readonly TimeSpan NotifyWithin = TimeSpan.FromSeconds(2);

    private readonly SessionParts _parts;
    private readonly SipDialog _dialog;
    private readonly OwnOffers _own;
    private readonly SessionTimer _timer;
    private readonly SessionUserGate _user;
    private ReferOut? _refer;
    private Action? _afterNotify;
    private bool _notifying;
    private bool _weInvite;
    private bool _over;

    public SipSession(SessionParts parts)
    {
        _user = new SessionUserGate(parts.User);
        _parts = parts = parts with { User = _user };
        _dialog = parts.Dialog;
        _own = new OwnOffers(parts, this);
        _timer = new SessionTimer(parts.Strand, parts.Layers.Time, _own.Refresh, () => parts.User.Broken(SessionFault.Expired));
        Offers = new PeerOffers(parts, () => _own.IsInviteOpen || IsEarlyOfOurs, _timer.Agreed, _own.Free);
    }

    /// <summary>What the peer offers and answers.</summary>
    public PeerOffers Offers { get; }

    public LegAudio Audio => _parts.Audio;

    public SessionParts Parts => _parts;

    /// <summary>The session is answered, and no end of it is under way.</summary>
    public bool IsUp => Offers.IsConfirmed && !_over;

    public bool IsOver => _over;

    /// <summary>Our 2xx to the peer's INVITE waits for its ACK: no BYE may go out before (RFC 3261 15).</summary>
    public bool AwaitsAck => Offers.AwaitsAck;

    public PeerAbilities Abilities { get; private set; }

    public IPAddress Peer => _dialog.Peer;

    public string? TrunkId => _parts.Trunk?.Id;

    public AgreedInterval? Interval => _timer.Current;

    public bool MayOffer => Offers.IsConfirmed && !_over && !Offers.IsOpen && !_own.IsInviteOpen && !Audio.OfferPending;

    private bool IsEarlyOfOurs => _weInvite && !Offers.IsConfirmed;

    /// <summary>Takes the dialog into the table: the peer's INVITE is to be answered.</summary>
    public bool Register(UasInvite invite)
    {
        Abilities = Abilities.Learn(invite.Request.Headers);
        Offers.Begin(invite);
        return _parts.Layers.Dialogs.TryAdd(_dialog.Id, this);
    }

    /// <summary>Takes the dialog into the table: our INVITE has made it, and is not answered yet.</summary>
    public bool RegisterEarly(SipResponse response)
    {
        Abilities = Abilities.Learn(response.Headers);
        _weInvite = true;
        return _parts.Layers.Dialogs.TryAdd(_dialog.Id, this);
    }

    /// <summary>Our INVITE is answered.</summary>
    public void Confirm(SipResponse response)
    {
        Offers.Confirm();
        Refreshed(response);
    }

    public void Refreshed(SipResponse response)
    {
        Abilities = Abilities.Learn(response.Headers);
        _timer.Agreed(SessionIntervals.Read(response.Headers));
    }

    public void RefreshFailed() => _timer.RefreshFailed();

    /// <summary>Puts the peer on hold, or takes it back.</summary>
    /// <param name="done">Told once whether the peer has agreed.</param>
    public void Hold(bool hold, Action<bool> done) => _own.Hold(hold, done);

    /// <summary>Asks the peer to call somebody else.</summary>
    /// <param name="target">Refer-To.</param>
    /// <param name="headers">More headers of the REFER.</param>
    /// <param name="done">Told once.</param>
    public void Refer(SipUri target, IReadOnlyDictionary<string, string> headers, Action<TransferOutcome> done)
    {
        if (!IsUp || _refer is { IsOver: false })
        {
            done(new TransferOutcome(TransferResult.NotAllowed));
            return;
        }

        _refer = new ReferOut(_parts, done);
        _refer.Start(target, headers);
    }

    /// <summary>Tells the peer how the transfer goes that it has asked for. The outcome changes nothing (RFC 3515 2.4.4).</summary>
    /// <param name="last">The subscription ends with it.</param>
    public void Notify(string package, string state, ReadOnlyMemory<byte> fragment, bool last)
    {
        if (_over)
        {
            return;
        }

        var notify = _dialog.NewRequest(SipMethod.Notify).WithHeader(HeaderNames.Event, package).WithHeader(HeaderNames.SubscriptionState, state)
            .WithHeader(HeaderNames.ContentType, "message/sipfrag;version=2.0");
        new DialogRequest(_parts.Layers.Transactions, _dialog, _parts.Strand, _ => Notified(last)).Send(notify with { Body = fragment });
        _notifying |= last;
    }

    /// <summary>
    /// Hangs up when the last NOTIFY is answered, or when it has had its time: a BYE on its heels may be handled first, and what the
    /// transfer came to would get 481.
    /// </summary>
    /// <param name="reason">Value of the Reason header, or null.</param>
    /// <param name="done">As with <see cref="SendBye"/>; told at once when the peer hangs up by itself meanwhile.</param>
    public void SendByeAfterNotify(string? reason, Action<SipResponse?> done)
    {
        if (!_notifying)
        {
            SendBye(reason, done);
            return;
        }

        var bound = _parts.Layers.Time.CreateTimer(_ => _parts.Strand.Post(() => _afterNotify?.Invoke()), null, NotifyWithin, Timeout.InfiniteTimeSpan);
        _afterNotify = () =>
        {
            _afterNotify = null;
            bound.Dispose();
            if (_over)
            {
                done(null);
            }
            else
            {
                SendBye(reason, done);
            }
        };
    }

    /// <summary>Sends a key press by INFO.</summary>
    /// <param name="done">Told once, however it ended.</param>
    public void SendInfo(char digit, TimeSpan duration, Action done)
    {
        var info = _dialog.NewRequest(SipMethod.Info).WithHeader(HeaderNames.ContentType, InfoDigit.RelayType);
        new DialogRequest(_parts.Layers.Transactions, _dialog, _parts.Strand, _ => done()).Send(info with { Body = InfoDigit.Write(digit, duration) });
    }

    /// <summary>The leg goes on with another session: this one tells it nothing more.</summary>
    public void Detach() => _user.Close();

    public void Received(ServerTransaction transaction) => _parts.Strand.Post(() => Answer(transaction));

    public void ReceivedAck(SipRequest ack) => _parts.Strand.Post(() => Offers.TakeAck(ack));

    /// <summary>Sends BYE; from now on only a BYE that crosses it is taken.</summary>
    /// <param name="reason">Value of the Reason header, or null.</param>
    /// <param name="done">Told when the peer has confirmed or will not any more.</param>
    public void SendBye(string? reason, Action<SipResponse?> done)
    {
        Silence();
        var bye = _dialog.NewRequest(SipMethod.Bye);
        if (reason is not null)
        {
            bye = bye.WithHeader(HeaderNames.Reason, reason);
        }

        new DialogRequest(_parts.Layers.Transactions, _dialog, _parts.Strand, done).Send(bye);
    }

    /// <summary>Takes the session out of the table. What comes later gets 481.</summary>
    public void Close()
    {
        Silence();
        _parts.Layers.Dialogs.Remove(_dialog.Id);
    }

    /// <summary>Nothing is sent of its own accord any more.</summary>
    private void Silence()
    {
        _over = true;
        Offers.Stop();
        _timer.Close();
        _own.Close();
        _refer?.Close();
    }

    private void Notified(bool last)
    {
        if (last)
        {
            _notifying = false;
            _afterNotify?.Invoke();
        }
    }

    private void Answer(ServerTransaction transaction)
    {
        var request = transaction.Request;
        var missing = SipCapabilities.Missing(request.Headers);
        if (_over)
        {
            transaction.Respond(request.Method == SipMethod.Bye ? 200 : 481);
        }
        else if (missing.Count > 0)
        {
            transaction.Respond(Replies.BadExtension(transaction, missing));
        }
        else if (!_dialog.TakeSequence(request.Headers.CSeq!.Value))
        {
            transaction.Respond(500); // 12.2.2: out of order
        }
        else
        {
            AnswerMethod(transaction);
        }
    }

    private void AnswerMethod(ServerTransaction transaction)
    {
        switch (transaction.Request.Method)
        {
            case SipMethod.Bye:
                AnswerBye(transaction);
                break;
            case SipMethod.Invite or SipMethod.Update:
                Abilities = Abilities.Learn(transaction.Request.Headers);
                Offers.Answer(transaction);
                break;
            case SipMethod.Prack:
                Offers.AnswerPrack(transaction);
                break;
            case SipMethod.Info:
                InfoDigit.Answer(transaction, _parts.User);
                break;
            case SipMethod.Options:
                transaction.Respond(Replies.Options(transaction, 200));
                break;
            case SipMethod.Refer:
                _user.Referred(transaction);
                break;
            case SipMethod.Notify:
                transaction.Respond(!EventPackages.IsRefer(transaction.Request) ? 489 : _refer?.TryNotify(transaction.Request) == true ? 200 : 481);
                break;
            case SipMethod.Subscribe:
                transaction.Respond(489); // no event package can be subscribed to
                break;
            case SipMethod.Message:
                transaction.Respond(TextMessages.Answer(transaction, _parts.Layers.Metrics));
                break;
            default:
                transaction.Respond(Replies.NotAllowed(transaction, SipCapabilities.RefusalOf(transaction.Request.Method)));
                break;
        }
    }

    private void AnswerBye(ServerTransaction transaction)
    {
        transaction.Respond(200);
        var early = IsEarlyOfOurs;
        Offers.Abort();
        _refer?.PeerLeft();
        Close();
        _afterNotify?.Invoke();
        if (!early)
        {
            // 15.1: the callee sends no BYE in an early dialog; one that comes all the same ends that dialog and not our INVITE.
            _user.HungUp(transaction.Request);
        }
    }
}
