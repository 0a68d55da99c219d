using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Gate;
using Voxie.SipGateway.Calls.Routing;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Sdp;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// Decides on a new INVITE: each check has its own answer, and only one that passes all becomes a call. Receive loop; a call's
/// own loop is the intake's.
/// </summary>
internal sealed class InboundCalls(SipLayers layers, CallRouter router, ICallIntake intake, RejectLog rejects)
{
    // RFC 3261 20.33. Short: a call that ends makes room at once.
    private const string RetryWhenFull = "5";
    private const string RetryWhenSpeechBusy = "3";

    private readonly Takeovers _takeovers = new(layers);
    private volatile bool _draining;

    /// <summary>New calls are refused, live ones go on.</summary>
    public bool IsDraining => _draining;

    public void Drain() => _draining = true;

    public void Received(ServerTransaction transaction)
    {
        var invite = transaction.Request;
        var body = SessionBodies.Read(invite, out var offer);
        if (body == SessionBody.Foreign)
        {
            Refuse(transaction, RejectCause.Content, Replies.UnsupportedMedia(transaction, SipCapabilities.Accept));
        }
        else if (!SessionBodies.AcceptsSdp(invite))
        {
            Refuse(transaction, RejectCause.Content, Replies.NotAcceptable(transaction));
        }
        else if (SessionIntervals.IsTooSmall(invite.Headers, MinimumOf(transaction)))
        {
            Refuse(transaction, RejectCause.Interval, Replies.IntervalTooSmall(transaction, MinimumOf(transaction)));
        }
        else if (invite.Headers.Contains(HeaderNames.Replaces))
        {
            _takeovers.Received(transaction, TrunkOf(transaction)); // no new call, so a full or draining node takes it, too
        }
        else if (_draining)
        {
            // No Retry-After: a proxy would keep the whole node away for that long, and the next one may take over this address.
            Refuse(transaction, RejectCause.Draining, Replies.Unavailable(transaction, null));
        }
        else if (Destination(transaction) is { } begin && IsWelcome(transaction, begin.Verdict)
            && HasMedia(transaction, body, offer, out var rateHz))
        {
            if (layers.Media.TryOpen() is not { } line)
            {
                Refuse(transaction, RejectCause.MediaPort, Replies.Unavailable(transaction, null));
            }
            else
            {
                line.Expect(rateHz);
                Begin(transaction, begin.Take, line);
            }
        }
    }

    private static Trunk? TrunkOf(ServerTransaction transaction) => (transaction.Admission as Admission)?.Trunk;

    private static uint MinimumOf(ServerTransaction transaction) =>
        (uint)SessionParts.TermsOf(TrunkOf(transaction)).MinSessionExpires.TotalSeconds;

    /// <summary>Who takes the call, by the routes; null: nobody, and it is answered.</summary>
    private (IntakeVerdict Verdict, Action<ICallLeg> Take)? Destination(ServerTransaction transaction)
    {
        var invite = transaction.Request;
        var decision = router.Decide(invite, TrunkOf(transaction));
        var rule = $"rule '{decision.Rule}'";
        switch (decision.Action)
        {
            case ToAgent to when router.AgentOf(decision, invite) is { } agent:
                return (intake.Check(agent), leg => intake.Begin(leg, agent));
            case ToAgent to:
                Refuse(transaction, RejectCause.Route, transaction.NewResponse(404), $"{rule}: there is no agent '{to.AgentId}'.");
                return null;
            case ToTrunk to:
                return Bridge(transaction, to, rule);
            case ToReject to:
                Refuse(transaction, RejectCause.Route, transaction.NewResponse(to.Status), rule);
                return null;
            default:
                Refuse(transaction, RejectCause.UnknownUser, transaction.NewResponse(404), "no rule fits, and no agent has this extension");
                return null;
        }
    }

    private (IntakeVerdict Verdict, Action<ICallLeg> Take)? Bridge(ServerTransaction transaction, ToTrunk to, string rule)
    {
        var invite = transaction.Request;
        var target = new DialTarget(to.UserFor(invite.RequestUri.UserText ?? ""), invite.Headers.From!.Uri.UserText ?? "", to.TrunkId);
        if (layers.Gate.RefusalOf(target) is { } refusal)
        {
            // Whatever it is, it is ours to mend: 503 sends a proxy to the next node, and tells nothing of the number.
            Refuse(transaction, RejectCause.Route, Replies.Unavailable(transaction, null), $"{rule}: {refusal}");
            return null;
        }

        return (intake.CheckBridge(), leg => intake.Bridge(leg, target));
    }

    private bool IsWelcome(ServerTransaction transaction, IntakeVerdict verdict)
    {
        switch (verdict)
        {
            case IntakeVerdict.Welcome:
                return true;
            case IntakeVerdict.Full:
                Refuse(transaction, RejectCause.Full, Replies.Unavailable(transaction, RetryWhenFull));
                return false;
            case IntakeVerdict.SpeechBusy:
                Refuse(transaction, RejectCause.SpeechBusy, Replies.Unavailable(transaction, RetryWhenSpeechBusy));
                return false;
            default:
                Refuse(transaction, RejectCause.Draining, Replies.Unavailable(transaction, null));
                return false;
        }
    }

    /// <param name="rateHz">PCM rate that the line will have. Without an offer that of the codec which we prefer, as the agent gets ready before it is agreed.</param>
    private bool HasMedia(ServerTransaction transaction, SessionBody body, ReadOnlySpan<byte> offer, out int rateHz)
    {
        var flow = transaction.Flow;
        var peer = MediaPeer.Of(flow, TrunkOf(transaction), layers.Dtls);
        rateHz = peer.Codecs is [var first, ..] ? first.Meaning().RateHz() : G711.RateHz;
        var refusal = body == SessionBody.Sdp ? LegAudio.Judge(offer, layers.Transports.HomeOf(layers.Media.Address, flow), peer, out rateHz)
            : peer.Codecs.IsEmpty ? SdpRefusal.NoCodec
            : peer.Encryption.IsHopeless ? SdpRefusal.KeysInClear
            : SdpRefusal.None;
        if (refusal == SdpRefusal.None)
        {
            return true;
        }

        Refuse(transaction, RejectCause.Codec, Replies.SdpRefused(transaction, refusal), refusal.WarningText());
        return false;
    }

    private void Begin(ServerTransaction transaction, Action<ICallLeg> take, ILegMedia line)
    {
        var (invite, flow, trunk) = (transaction.Request, transaction.Flow, TrunkOf(transaction));
        var peer = MediaPeer.Of(flow, trunk, layers.Dtls);
        var strand = new Strand();
        var audio = new LegAudio(line, layers.Transports.HomeOf(line.Local.Address, flow), peer);
        var contact = layers.Transports.ContactFor(invite.RequestUri.UserText, flow, invite.RequestUri.Scheme == "sips");
        var dialog = SipDialog.OfServer(invite, transaction.LocalTag, contact, flow, peer.Bounds.PrivateTargets);
        dialog.Credentials = layers.Gate.CredentialsFor(trunk, flow.Remote.Address);
        dialog.NextHop(layers.Transactions); // if it is a name, it is looked up while the call still rings
        var leg = new SipCallLeg(InfoOf(transaction), layers, strand, line, trunk);
        var session = new SipSession(new SessionParts(dialog, audio, strand, layers, trunk, leg));
        var uas = new UasInvite(
            transaction, dialog, strand, layers.Transactions, session.Offers, SessionParts.TermsOf(trunk).PrefersReliableProvisionals);
        leg.Attach(new InboundSide(leg, uas, session), session);
        session.Register(uas);
        transaction.User = uas; // before the call begins: a CANCEL may be the next message
        try
        {
            take(leg);
        }
        catch
        {
            // Nobody owns the leg: it must not hold its port and dialog for ever.
            strand.Post(() => leg.End(new CallEndReason(EndCode.InternalError, EndSide.Us, "The call could not begin.")));
            throw;
        }
    }

    private LegInfo InfoOf(ServerTransaction transaction)
    {
        var invite = transaction.Request;
        var from = invite.Headers.From!.Uri;
        var caller = layers.Callers.Read(invite, TrunkOf(transaction));
        return new LegInfo(LegKind.Sip, CallDirection.Inbound, caller is { Believed: true, Number: { } number } ? number : from.UserText ?? from.Host,
            invite.RequestUri.UserText ?? "", transaction.Flow.Remote.ToString(), invite.Headers.CallId!)
        {
            Caller = caller,
            Trunk = TrunkOf(transaction)?.Id,
        };
    }

    private void Refuse(ServerTransaction transaction, RejectCause cause, SipResponse answer, string? detail = null)
    {
        rejects.Add(RejectedRequest.Of(cause, transaction.Request, transaction.Flow.Remote.ToString(), answer.StatusCode) with
        {
            Trunk = TrunkOf(transaction)?.Id,
            Detail = detail,
        });
        transaction.Respond(answer);
    }
}
