using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Dialogs;
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
        else if (_draining)
        {
            // No Retry-After: a proxy would keep the whole node away for that long, and the next one may take over this address.
            Refuse(transaction, RejectCause.Draining, Replies.Unavailable(transaction, null));
        }
        else if (router.Find(invite.RequestUri) is not { } agent)
        {
            Refuse(transaction, RejectCause.UnknownUser, transaction.NewResponse(404));
        }
        else if (!IsWelcome(transaction, agent) || (body == SessionBody.Sdp && !HasCodec(transaction, offer)))
        {
            return; // answered there
        }
        else if (layers.Media.TryOpen() is not { } line)
        {
            Refuse(transaction, RejectCause.MediaPort, Replies.Unavailable(transaction, null));
        }
        else
        {
            Begin(transaction, agent, line);
        }
    }

    private bool IsWelcome(ServerTransaction transaction, AgentProfile agent)
    {
        switch (intake.Check(agent))
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

    private bool HasCodec(ServerTransaction transaction, ReadOnlySpan<byte> offer)
    {
        var flow = transaction.Flow;
        var refusal = LegAudio.Judge(offer, layers.Transports.AdvertisedTo(flow).Address, flow.Remote.Address);
        if (refusal == SdpRefusal.None)
        {
            return true;
        }

        Refuse(transaction, RejectCause.Codec, Replies.SdpRefused(transaction, refusal));
        return false;
    }

    private void Begin(ServerTransaction transaction, AgentProfile agent, ILegMedia line)
    {
        var (invite, flow) = (transaction.Request, transaction.Flow);
        var strand = new Strand();
        var audio = new LegAudio(line, layers.Transports.AdvertisedFor(line.Local.Address, flow), flow.Remote.Address);
        var dialog = SipDialog.OfServer(invite, transaction.LocalTag, layers.Transports.ContactFor(invite.RequestUri.UserText, flow), flow);
        var leg = new SipCallLeg(InfoOf(transaction), layers, strand, line, audio);
        var session = new SipSession(dialog, audio, strand, layers, leg);
        var uas = new UasInvite(transaction, dialog, strand, layers.Transactions, session);
        leg.Attach(new InboundSide(leg, uas, session, audio), session);
        session.Register(uas);
        transaction.User = uas; // before the call begins: a CANCEL may be the next message
        try
        {
            intake.Begin(leg, agent);
        }
        catch
        {
            // Nobody owns the leg: it must not hold its port and dialog for ever.
            strand.Post(() => leg.End(new CallEndReason(EndCode.InternalError, EndSide.Us, "The call could not begin.")));
            throw;
        }
    }

    private static LegInfo InfoOf(ServerTransaction transaction)
    {
        var invite = transaction.Request;
        var from = invite.Headers.From!.Uri;
        return new LegInfo(LegKind.Sip, CallDirection.Inbound, from.UserText ?? from.Host, invite.RequestUri.UserText ?? "",
            transaction.Flow.Remote.ToString(), invite.Headers.CallId!);
    }

    private void Refuse(ServerTransaction transaction, RejectCause cause, SipResponse answer)
    {
        rejects.Add(cause, transaction.Request.Method, transaction.Flow.Remote.ToString(), answer.StatusCode);
        transaction.Respond(answer);
    }
}
