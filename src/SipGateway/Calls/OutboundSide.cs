using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls;

/// <summary>A leg that we dialled. Strand of its call only.</summary>
internal sealed class OutboundSide(SipCallLeg leg, SipLayers layers, Strand strand, TimeSpan answerWithin) : ILegSide, IOutboundDialUser
{
    private OutboundDial? _dial;
    private ITimer? _deadline;
    private bool _ringing;
    private bool _early;

    /// <param name="request">The INVITE without its body and Via.</param>
    public void Dial(OutboundDial dial, SipRequest request)
    {
        _dial = dial;
        _deadline = layers.Time.CreateTimer(
            _ => strand.Post(() => leg.End(new CallEndReason(EndCode.NoAnswer, EndSide.Caller, "Nobody answered in time."))),
            null, answerWithin, Timeout.InfiniteTimeSpan);
        dial.Start(request);
    }

    public void Ring() => throw new InvalidOperationException("An outbound leg is rung by the other side.");

    public void Progress() => throw new InvalidOperationException("An outbound leg is answered by the other side.");

    public void Answer() => throw new InvalidOperationException("An outbound leg is answered by the other side.");

    public void GiveUp(CallEndReason reason)
    {
        _deadline?.Dispose();
        _dial!.Cancel(LegOutcome.ReasonFor(reason));
    }

    public void Progressed(int status, bool early)
    {
        if (early)
        {
            leg.EarlyMedia();
        }

        if (!_ringing || (early && !_early))
        {
            (_ringing, _early) = (true, early);
            leg.Signal(new LegRinging(status, early));
        }
    }

    public void Answered(SipSession session, bool usable)
    {
        _deadline?.Dispose();
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
        leg.Failed(LegOutcome.OfRefusal(status, response), status, response);
    }
}
