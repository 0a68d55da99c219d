using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Calls;

/// <summary>A leg that somebody dialled in on. Strand of its call only.</summary>
internal sealed class InboundSide(SipCallLeg leg, UasInvite invite, SipSession session, LegAudio audio) : ILegSide
{
    public void Ring() => invite.Ring();

    public void Answer()
    {
        ReadOnlyMemory<byte> description;
        if (SessionBodies.Read(invite.Request, out var offer) != SessionBody.Sdp)
        {
            description = audio.Offer(); // RFC 3264: no offer came, so ours goes in the 200 and the answer comes in the ACK
        }
        else if (audio.Answer(offer, out description) is var refusal && refusal != SdpRefusal.None)
        {
            invite.Refuse(refusal.Status());
            leg.Failed(new CallEndReason(EndCode.Rejected, EndSide.Us, "The offer cannot be answered any more."), refusal.Status(), null);
            return;
        }

        // False: nobody is there any more, and the leg has been told.
        if (invite.Accept(description))
        {
            leg.Established(session);
        }
    }

    public void GiveUp(CallEndReason reason)
    {
        var status = LegOutcome.StatusFor(reason);
        invite.Refuse(status);
        leg.Failed(reason, status, null);
    }
}
