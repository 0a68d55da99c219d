using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Calls;

/// <summary>A leg that somebody dialled in on. Strand of its call only.</summary>
internal sealed class InboundSide(SipCallLeg leg, UasInvite invite, SipSession session) : ILegSide
{
    public void Ring()
    {
        if (session.Offers.DescribeProgress(early: false, out var description) == SdpRefusal.None)
        {
            invite.Progress(180, description);
        }
    }

    public void Progress()
    {
        var refusal = session.Offers.DescribeProgress(early: true, out var description);
        if (refusal != SdpRefusal.None)
        {
            Refuse(refusal);
            return;
        }

        invite.Progress(183, description);
        leg.EarlyMedia();
    }

    public void Answer()
    {
        var refusal = session.Offers.DescribeAnswer(out var description);
        if (refusal != SdpRefusal.None)
        {
            Refuse(refusal);
            return;
        }

        // False: nobody is there any more, and the leg has been told.
        if (invite.Accept(description, session.Offers.DescribeInterval()))
        {
            leg.Established(session);
        }
    }

    public void GiveUp(CallEndReason reason)
    {
        var status = LegOutcome.StatusFor(reason);
        // RFC 6432: only what another line has said; our own status says all that there is.
        invite.Refuse(status, reason.Cause?.Reason);
        leg.Failed(reason, status, null);
    }

    private void Refuse(SdpRefusal refusal)
    {
        invite.Refuse(refusal.Status());
        leg.Failed(new CallEndReason(EndCode.Rejected, EndSide.Us, "The offer cannot be answered any more."), refusal.Status(), null);
    }
}
