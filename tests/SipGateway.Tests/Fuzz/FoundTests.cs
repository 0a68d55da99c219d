using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Tests.Calls;
using Voxie.SipGateway.Tests.Fuzz.Targets;
using Voxie.SipGateway.Transport.Stun;

namespace Voxie.SipGateway.Tests.Fuzz;

/// <summary>What the programs and mutants have found, each as a test of its own.</summary>
public sealed class FoundTests
{
    [Fact]
    public void STUN_answer_76_with_a_broken_end_tells_no_address()
    {
        Assert.False(StunMessage.TryReadResponse(FuzzTargets.Named("STUN answer").Make(76), StunTarget.Id, out var mapped));
        Assert.Null(mapped);
    }

    [Fact]
    public void Program_57_a_cancelled_invite_that_rings_for_ever_is_forgotten()
    {
        var rig = new SipRig();
        var leg = rig.DialThroughTrunk();
        rig.PeerAnswers("INVITE", 180);
        _ = leg.HangUpAsync(CallEndReason.OperatorHangup).AsTask();
        rig.Run(1);
        rig.PeerAnswers("CANCEL", 200); // and never a final answer to the INVITE: RFC 3261 9.1 wants its transaction destroyed

        rig.AssertNothingLeft();
        Assert.Equal(CallEndReason.OperatorHangup, rig.Intake.EndOf(leg));
    }
}
