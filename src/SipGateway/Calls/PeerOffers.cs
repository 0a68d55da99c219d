using System.Globalization;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Sdp;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// The peer's INVITE, re-INVITEs, UPDATEs and PRACKs of one session, and the offers and answers in them. Strand of its call only.
/// </summary>
/// <param name="ourInviteOpen">An INVITE of ours in this dialog has no final answer.</param>
/// <param name="refreshed">Told of each request that has refreshed the session, with the interval that our 2xx says.</param>
/// <param name="settled">Told when nothing of the peer's is open any more.</param>
internal sealed class PeerOffers(SessionParts parts, Func<bool> ourInviteOpen, Action<AgreedInterval?> refreshed, Action settled) : IUasInviteUser
{
    private readonly LegAudio _audio = parts.Audio;
    private readonly ISipSessionUser _user = parts.User;
    private UasInvite? _invite;
    private bool _confirmed;
    private bool _answeredEarly;

    /// <summary>An INVITE of the peer has no final answer, or that one has no ACK.</summary>
    public bool IsOpen => _invite is { IsOpen: true } or { AwaitsAck: true };

    public bool AwaitsAck => _invite is { AwaitsAck: true };

    /// <summary>The INVITE that makes the session has been acknowledged.</summary>
    public bool IsConfirmed => _confirmed;

    /// <param name="invite">The one that makes the session and is still to be answered; null: we made it.</param>
    public void Begin(UasInvite? invite) => _invite = invite;

    /// <summary>Our own INVITE is answered.</summary>
    public void Confirm() => _confirmed = true;

    public void TakeAck(SipRequest ack) => _invite?.TakeAck(ack);

    /// <summary>15.1.2: an INVITE that is still open ends with 487.</summary>
    public void Abort() => _invite?.Refuse(487);

    public void Stop() => _invite?.Stop();

    /// <summary>
    /// What a provisional response to the first INVITE carries. Reliable ones have to bring our offer when none came (RFC 3261
    /// 13.2.1), and the answer only once; <paramref name="early"/> asks for the answer, so that media may flow before 200.
    /// </summary>
    public SdpRefusal DescribeProgress(bool early, out ReadOnlyMemory<byte> description)
    {
        description = default;
        var reliable = _invite!.IsReliable;
        if (SessionBodies.Read(_invite.Request, out var offer) != SessionBody.Sdp)
        {
            if (reliable && !_audio.OfferPending && !_audio.IsAgreed)
            {
                description = _audio.Offer();
            }

            return SdpRefusal.None;
        }

        if (!early || (reliable && _answeredEarly))
        {
            return SdpRefusal.None;
        }

        _answeredEarly = true;
        return _audio.Answer(offer, out description);
    }

    /// <summary>What our 200 to the first INVITE carries: the answer, our offer when none came, or nothing when all was said reliably.</summary>
    public SdpRefusal DescribeAnswer(out ReadOnlyMemory<byte> description)
    {
        description = default;
        _audio.Confirm();
        if (SessionBodies.Read(_invite!.Request, out var offer) == SessionBody.Sdp)
        {
            return _answeredEarly && _invite.IsReliable ? SdpRefusal.None : _audio.Answer(offer, out description);
        }

        if (!_audio.OfferPending && !_audio.IsAgreed)
        {
            description = _audio.Offer(); // RFC 3264: the answer comes in the ACK
        }

        return SdpRefusal.None;
    }

    /// <summary>Headers of our 200 to the first INVITE that say how the session is kept alive; the timer runs from here on.</summary>
    public SipHeaders DescribeInterval() => Interval(_invite!.Request);

    /// <summary>re-INVITE and UPDATE: a new offer, a request for ours, or only a refresh of target and timer.</summary>
    public void Answer(ServerTransaction transaction)
    {
        var request = transaction.Request;
        var isInvite = request.Method == SipMethod.Invite;
        var body = SessionBodies.Read(request, out var offer);
        if (body == SessionBody.Foreign)
        {
            transaction.Respond(Replies.UnsupportedMedia(transaction, SipCapabilities.Accept));
            return;
        }

        var hasOffer = body == SessionBody.Sdp;
        switch (OfferGate.Judge(isInvite, hasOffer, _invite is { IsOpen: true }, TheirOfferOpen, ourInviteOpen(), _audio.OfferPending))
        {
            case OfferGate.Later:
                RefuseForNow(transaction);
                return;
            case OfferGate.Pending:
                transaction.Respond(OfferGate.Pending);
                return;
        }

        var minimum = (uint)parts.Terms.MinSessionExpires.TotalSeconds;
        if (SessionIntervals.IsTooSmall(request.Headers, minimum))
        {
            transaction.Respond(Replies.IntervalTooSmall(transaction, minimum));
        }
        else if (hasOffer)
        {
            AnswerSdp(transaction, offer, isInvite);
        }
        else if (isInvite)
        {
            Accept(transaction, _audio.Offer());
        }
        else
        {
            AnswerUpdate(transaction, default);
        }
    }

    /// <summary>PRACK (RFC 3262 3): acknowledges, and may bring the answer to our offer or an offer.</summary>
    public void AnswerPrack(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (!RAck.TryParse(request.Headers[HeaderNames.RAck], out var rack))
        {
            transaction.Respond(400);
        }
        else if (_invite?.TakePrack(rack) != true)
        {
            transaction.Respond(481);
        }
        else if (SessionBodies.Read(request, out var description) != SessionBody.Sdp)
        {
            transaction.Respond(200);
        }
        else if (_audio.OfferPending)
        {
            var refusal = _audio.TakeAnswer(description);
            transaction.Respond(refusal == SdpRefusal.None ? 200 : refusal.Status());
        }
        else
        {
            var refusal = _audio.Answer(description, out var answer);
            transaction.Respond(refusal == SdpRefusal.None
                ? transaction.NewResponse(200).WithDescription(answer) : Replies.SdpRefused(transaction, refusal));
        }
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
            return;
        }

        if (first)
        {
            _user.Confirmed();
        }

        settled();
    }

    public void Unacknowledged() => _user.Broken(SessionFault.NoAck);

    public void Unpracked() => _user.Broken(SessionFault.NoPrack);

    public void Unreachable()
    {
        if (!_confirmed)
        {
            _user.Broken(SessionFault.Unreachable);
        }
    }

    /// <summary>The offer of their first INVITE, not answered for good: an unreliable 183 does not count (RFC 3261 13.2.1).</summary>
    private bool TheirOfferOpen =>
        _invite is { IsOpen: true } open && SessionBodies.Read(open.Request, out _) == SessionBody.Sdp && !(open.IsReliable && _answeredEarly);

    private void RefuseForNow(ServerTransaction transaction) => transaction.Respond(transaction.NewResponse(500)
        .WithHeader(HeaderNames.RetryAfter, parts.Layers.Random.Next(0, 11).ToString(CultureInfo.InvariantCulture)));

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
            AnswerUpdate(transaction, answer);
        }

        TellHold(wasHeld);
    }

    private void AnswerUpdate(ServerTransaction transaction, ReadOnlyMemory<byte> answer)
    {
        parts.Dialog.RefreshTarget(transaction.Request);
        transaction.Respond(Replies.Refreshed(transaction, parts.Dialog, Interval(transaction.Request), answer));
    }

    private void Accept(ServerTransaction transaction, ReadOnlyMemory<byte> description)
    {
        parts.Dialog.RefreshTarget(transaction.Request);
        _invite?.Stop();
        _invite = new UasInvite(transaction, parts.Dialog, parts.Strand, parts.Layers.Transactions, this);
        transaction.User = _invite;
        _invite.Accept(description, Interval(transaction.Request));
    }

    private SipHeaders Interval(SipRequest request)
    {
        var agreed = SessionIntervals.Answer(request.Headers, (uint)parts.Terms.SessionExpires.TotalSeconds);
        refreshed(agreed);
        return SessionIntervals.Describe(agreed, request.Headers);
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
}
