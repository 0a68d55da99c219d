using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>What the end of one line says on another: the status that refuses, and the Reason.</summary>
public sealed class PassedOnTests
{
    private readonly SipRig _rig = new();

    [Theory]
    [InlineData(486, 486)]
    [InlineData(404, 404)]
    [InlineData(480, 480)]
    [InlineData(503, 503)]
    [InlineData(603, 603)]
    [InlineData(488, 488)]
    [InlineData(302, 480)]
    [InlineData(487, 480)]
    [InlineData(407, 503)]
    [InlineData(513, 500)]
    [InlineData(699, 603)]
    public void A_status_passes_on_as_far_as_it_is_the_callers_matter(int said, int passed) => Assert.Equal(passed, LegOutcome.PassedOn(said));

    [Fact]
    public void A_refused_second_line_refuses_the_caller_with_its_status_and_reason()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        var caller = _rig.Leg;
        var called = _rig.DialThroughTrunk();
        _rig.PeerAnswers("INVITE", 404, headers: "Reason: Q.850;cause=1;text=\"Unallocated\", X;cause=7\r\n");
        _ = caller.HangUpAsync(_rig.Intake.EndOf(called)!).AsTask();
        _rig.Run(1);

        Assert.Equal(("404 INVITE", "Q.850;cause=1;text=\"Unallocated\""), (_rig.LastSent.Kind, _rig.Said("Reason")));
    }

    [Fact]
    public void A_bye_passes_its_cause_on()
    {
        _rig.EstablishInbound();
        var called = _rig.DialThroughTrunk();
        _rig.PeerAnswers("INVITE", 200, "called", SipRig.Offer);
        _rig.PeerSendsBack("BYE", 1, "called", "Reason: Q.850;cause=31;text=\"Normal, unspecified\"\r\n");
        _ = _rig.Leg.HangUpAsync(_rig.Intake.EndOf(called)!).AsTask();
        _rig.Run(1);

        Assert.Equal(("BYE", "Q.850;cause=31;text=\"Normal, unspecified\""), (_rig.LastSent.Kind, _rig.Said("Reason")));
    }

    [Fact]
    public void A_cancel_passes_its_reason_on()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        var caller = _rig.Leg;
        var called = _rig.DialThroughTrunk();
        _rig.PeerAnswers("INVITE", 180);
        _rig.PeerSends("CANCEL", branch: "z9hG4bKcall-1INVITE1", headers: "Reason: SIP;cause=200;text=\"Call completed elsewhere\"\r\n");
        _ = called.HangUpAsync(_rig.Intake.EndOf(caller)!).AsTask();
        _rig.Run(1);

        Assert.Equal(("CANCEL", "SIP;cause=200;text=\"Call completed elsewhere\""), (_rig.LastSent.Kind, _rig.Said("Reason")));
    }
}
