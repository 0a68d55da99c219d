using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Sdp;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// An INVITE dialog with its audio: answers what comes within it and ends it. One request at a time, on the strand of its
/// call; everything is answered at once.
/// </summary>
internal sealed class SipSession : IDialogUser, IUasInviteUser
{
    private readonly SipDialog _dialog;
    private readonly LegAudio _audio;
    private readonly Strand _strand;
    private readonly SipLayers _layers;
    private readonly ISipSessionUser _user;
    private UasInvite? _invite;
    private bool _confirmed;
    private bool _over;

    public SipSession(SipDialog dialog, LegAudio audio, Strand strand, SipLayers layers, ISipSessionUser user)
    {
        _dialog = dialog;
        _audio = audio;
        _strand = strand;
        _layers = layers;
        _user = user;
    }

    /// <summary>Terms that the session keeps; null: those of a program of this machine.</summary>
    public Trunk? Trunk { get; init; }

    public IPAddress Peer => _dialog.Peer;

    public string? TrunkId => Trunk?.Id;

    /// <summary>Our 2xx to the peer's INVITE waits for its ACK: no BYE may go out before (RFC 3261 15).</summary>
    public bool AwaitsAck => _invite is { AwaitsAck: true };

    /// <summary>The INVITE that makes the session and is still to be answered.</summary>
    public bool Register(UasInvite? invite)
    {
        _invite = invite;
        _confirmed = invite is null;
        return _layers.Dialogs.TryAdd(_dialog.Id, this);
    }

    public void Received(ServerTransaction transaction) => _strand.Post(() => Answer(transaction));

    public void ReceivedAck(SipRequest ack) => _strand.Post(() => _invite?.TakeAck(ack));

    /// <summary>Sends BYE; from now on only a BYE that crosses it is taken.</summary>
    /// <param name="reason">Value of the Reason header, or null.</param>
    /// <param name="done">Told when the peer has confirmed or will not any more.</param>
    public void SendBye(string? reason, Action<SipResponse?> done)
    {
        _over = true;
        _invite?.Stop();
        var bye = _dialog.NewRequest(SipMethod.Bye);
        if (reason is not null)
        {
            bye = bye with { Headers = bye.Headers.Add(HeaderNames.Reason, reason) };
        }

        new DialogRequest(_layers.Transactions, _dialog, _strand, done).Send(bye);
    }

    /// <summary>Takes the session out of the table. What comes later gets 481.</summary>
    public void Close()
    {
        _over = true;
        _invite?.Stop();
        _layers.Dialogs.Remove(_dialog.Id);
    }

    public void Cancelled(SipRequest cancel)
    {
        if (!_confirmed)
        {
            _user.Cancelled(cancel);
        }
    }

    public void Confirmed(SipRequest ack)
    {
        var first = !_confirmed;
        _confirmed = true;
        if (_audio.OfferPending && !TakeLateAnswer(ack) && first)
        {
            _user.Broken(SessionFault.NoSession);
        }
        else if (first)
        {
            _user.Confirmed();
        }
    }

    public void Unacknowledged() => _user.Broken(SessionFault.NoAck);

    public void Unreachable()
    {
        if (!_confirmed)
        {
            _user.Broken(SessionFault.Unreachable);
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
                AnswerOffer(transaction);
                break;
            case SipMethod.Info:
                AnswerInfo(transaction);
                break;
            case SipMethod.Options:
                transaction.Respond(Replies.Options(transaction, 200));
                break;
            case SipMethod.Subscribe or SipMethod.Notify:
                transaction.Respond(489); // no event package is supported
                break;
            default:
                transaction.Respond(Replies.NotAllowed(transaction, SipCapabilities.RefusalOf(transaction.Request.Method)));
                break;
        }
    }

    private void AnswerBye(ServerTransaction transaction)
    {
        transaction.Respond(200);
        // 15.1.2: an INVITE that is still open ends with 487.
        _invite?.Refuse(487);
        Close();
        _user.HungUp(transaction.Request);
    }

    /// <summary>re-INVITE and UPDATE: a new offer, a request for ours, or only a refresh of the target.</summary>
    private void AnswerOffer(ServerTransaction transaction)
    {
        var request = transaction.Request;
        var isInvite = request.Method == SipMethod.Invite;
        var body = SessionBodies.Read(request, out var offer);
        if (body == SessionBody.Foreign)
        {
            transaction.Respond(Replies.UnsupportedMedia(transaction, SipCapabilities.Accept));
        }
        else if (_invite is { IsOpen: true } && (isInvite || body == SessionBody.Sdp))
        {
            // 14.2, RFC 3311 5.2: the one before has no answer yet.
            var later = transaction.NewResponse(500);
            transaction.Respond(later with
            {
                Headers = later.Headers.Add(HeaderNames.RetryAfter, RandomNumberGenerator.GetInt32(0, 11).ToString(CultureInfo.InvariantCulture)),
            });
        }
        else if (_audio.OfferPending && (isInvite || body == SessionBody.Sdp))
        {
            transaction.Respond(491); // glare: an offer of ours is under way
        }
        else if (body == SessionBody.Sdp)
        {
            AnswerSdp(transaction, offer, isInvite);
        }
        else if (isInvite)
        {
            Accept(transaction, _audio.Offer());
        }
        else
        {
            _dialog.RefreshTarget(request);
            transaction.Respond(Replies.Refreshed(transaction, _dialog, default));
        }
    }

    private void AnswerSdp(ServerTransaction transaction, ReadOnlySpan<byte> offer, bool isInvite)
    {
        var wasHeld = _audio.IsHeld;
        var refusal = _audio.Answer(offer, out var answer);
        if (refusal != SdpRefusal.None)
        {
            // 14.2: the session stays as it was.
            transaction.Respond(Replies.SdpRefused(transaction, refusal));
            return;
        }

        if (isInvite)
        {
            Accept(transaction, answer);
        }
        else
        {
            _dialog.RefreshTarget(transaction.Request);
            transaction.Respond(Replies.Refreshed(transaction, _dialog, answer));
        }

        TellHold(wasHeld);
    }

    private void Accept(ServerTransaction transaction, ReadOnlyMemory<byte> description)
    {
        _dialog.RefreshTarget(transaction.Request);
        _invite?.Stop();
        _invite = new UasInvite(transaction, _dialog, _strand, _layers.Transactions, this);
        transaction.User = _invite;
        _invite.Accept(description);
    }

    private bool TakeLateAnswer(SipRequest ack)
    {
        var wasHeld = _audio.IsHeld;
        if (SessionBodies.Read(ack, out var answer) != SessionBody.Sdp)
        {
            _audio.DropOffer();
            return false;
        }

        var taken = _audio.TakeAnswer(answer) == SdpRefusal.None;
        TellHold(wasHeld);
        return taken;
    }

    private void TellHold(bool wasHeld)
    {
        if (_audio.IsHeld != wasHeld)
        {
            _user.HoldChanged(_audio.IsHeld);
        }
    }

    private void AnswerInfo(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (request.Body.IsEmpty)
        {
            transaction.Respond(200); // some peers use it as a keep-alive
        }
        else if (request.Headers.ContentType is not { } type || !InfoDigit.IsDigitType(type))
        {
            transaction.Respond(Replies.UnsupportedMedia(transaction, InfoDigit.Accept));
        }
        else if (InfoDigit.TryRead(type, request.Body.Span, out var digit, out var duration))
        {
            transaction.Respond(200);
            _user.DigitReceived(digit, duration);
        }
        else
        {
            transaction.Respond(400);
        }
    }
}
