using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Calls;

/// <summary>A leg that we dialled. Strand of its call only.</summary>
internal sealed class OutboundSide(SipCallLeg leg, LegAudio audio, SipLayers layers, Strand strand, TimeSpan answerWithin) : ILegSide, IUacInviteUser
{
    private UacInvite? _invite;
    private ITimer? _deadline;
    private bool _ringing;

    /// <param name="request">The INVITE without its body and Via.</param>
    public void Dial(UacInvite invite, SipRequest request)
    {
        _invite = invite;
        _deadline = layers.Time.CreateTimer(
            _ => strand.Post(() => leg.End(new CallEndReason(EndCode.NoAnswer, EndSide.Caller, "Nobody answered in time."))),
            null, answerWithin, Timeout.InfiniteTimeSpan);
        invite.Start(request with
        {
            Headers = SipCapabilities.Describe(request.Headers).Add(HeaderNames.ContentType, MediaType.Sdp.ToString()),
            Body = audio.Offer(),
        });
    }

    public void Ring() => throw new InvalidOperationException("An outbound leg is rung by the other side.");

    public void Answer() => throw new InvalidOperationException("An outbound leg is answered by the other side.");

    public void GiveUp(CallEndReason reason)
    {
        _deadline?.Dispose();
        _invite!.Cancel();
    }

    public void Progressed(SipResponse response)
    {
        // Early media (RFC 3960) is not played out: the caller hears us only after the answer, and we them.
        if (!_ringing)
        {
            _ringing = true;
            leg.Signal(new LegRinging(response.StatusCode));
        }
    }

    public void Answered(SipDialog dialog, SipResponse response)
    {
        _deadline?.Dispose();
        var session = new SipSession(dialog, audio, strand, layers, leg) { Trunk = leg.Trunk };
        session.Register(null);
        var usable = SessionBodies.Read(response, out var answer) == SessionBody.Sdp && audio.TakeAnswer(answer) == SdpRefusal.None;
        if (!usable)
        {
            audio.DropOffer();
        }

        leg.Established(session);
        if (usable)
        {
            leg.Signal(new LegAnswered());
        }
        else
        {
            leg.End(LegOutcome.OfFault(SessionFault.NoSession));
        }
    }

    public void Refused(int status, SipResponse? response)
    {
        _deadline?.Dispose();
        leg.Failed(LegOutcome.OfRefusal(status), status, response);
    }
}
