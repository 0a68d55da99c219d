using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Telemetry;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>The ladder that a call through the whole stack leaves behind.</summary>
public sealed class LadderCallTests
{
    private readonly SipRig _rig = new();

    private static SipLadder LadderOf(ICallLeg leg)
    {
        var artifact = Assert.Single(leg.Artifacts());
        Assert.Equal(("sip", "application/json"), (artifact.Kind, artifact.MediaType));
        using var stream = artifact.Open();
        return LadderJson.TryRead(stream)!;
    }

    [Fact]
    public void A_call_that_we_answer_leaves_all_its_messages_to_the_last()
    {
        _rig.EstablishInbound();
        Assert.Equal(3, LadderOf(_rig.Leg).Messages.Count); // a live call, too

        _rig.PeerSends("INFO", cseq: 2, inDialog: true, body: "Signal=7\r\n", type: "application/dtmf-relay");
        _rig.PeerSends("BYE", cseq: 3, inDialog: true);

        var ladder = LadderOf(_rig.Leg);
        Assert.Equal(
            ["<- INVITE sip:echo@127.0.0.1 [SDP]", "-> 200 OK (INVITE) [SDP]", "<- ACK sip:echo@127.0.0.1", "<- INFO sip:echo@127.0.0.1", "-> 200 OK (INFO)",
                "<- BYE sip:echo@127.0.0.1", "-> 200 OK (BYE)"],
            ladder.Summary.Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
        Assert.Contains("Signal=X", ladder.Messages[3].Text, StringComparison.Ordinal);
        Assert.All(ladder.Messages, message => Assert.Equal(("127.0.0.1:5060", "127.0.0.2:5070"), (message.Local, message.Remote)));
        Assert.Equal(ladder.Messages.OrderBy(message => message.At), ladder.Messages);
    }

    [Fact]
    public void The_ack_to_a_cancelled_call_comes_after_its_end_and_is_there()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer, branch: "z9hG4bKi");
        _rig.PeerSends("CANCEL", branch: "z9hG4bKi");
        _rig.RememberTag();
        _rig.PeerSends("ACK", inDialog: true, branch: "z9hG4bKi");

        Assert.Equal(EndCode.CallerCancelled, _rig.Intake.EndOf(_rig.Leg)?.Code);
        Assert.Equal("ACK sip:echo@127.0.0.1 SIP/2.0", LadderOf(_rig.Leg).Messages[^1].StartLine);
    }

    [Fact]
    public void A_lost_answer_and_a_broken_message_of_the_call_are_in_its_ladder()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        _rig.Answer();
        _rig.Run(1600); // the 200 again after 0.5 and 1.5 s
        _rig.Peer.SendText("""
            BYE sip:echo@127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.2:5070;branch=z9hG4bKbroken
            Call-ID: call-1
            CSeq: nonsense


            """, SipRig.OurAddress);
        _rig.Run(1);

        var ladder = LadderOf(_rig.Leg);
        Assert.Equal(2, ladder.Retransmissions);
        Assert.Contains(ladder.Messages, message => message is { StartLine: "BYE sip:echo@127.0.0.1 SIP/2.0", Direction: SipDirection.Received });
        Assert.StartsWith("SIP/2.0 400", ladder.Messages[^1].StartLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_could_not_be_sent_says_so()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        _rig.Ours.Broken = true;
        _ = _rig.Leg.RingAsync(default).AsTask();

        Assert.True(LadderOf(_rig.Leg).Messages[^1].Failed);
    }

    [Fact]
    public void A_call_that_we_place_leaves_its_ladder()
    {
        var leg = _rig.Stack.Outbound.Dial(new DialTarget("sip:someone@127.0.0.2:5070", "agent"));
        _rig.Intake.Watch(leg);
        _rig.Run(1);
        _rig.PeerAnswers("INVITE", 486);
        _rig.Run(1);

        Assert.Equal(["INVITE", "SIP/2.0", "ACK"], LadderOf(leg).Messages.Select(message => message.StartLine.Split(' ')[0]));
    }

    [Fact]
    public void Nothing_is_kept_when_ladders_are_off()
    {
        var network = _rig.Network.Listen("127.0.0.9:5060");
        var stack = new SipStack(new SipStackOptions { Listeners = [], KeepLadders = false },
            new SipStackParts(_rig.Intake, _rig.Intake, _rig.Time, NullLoggerFactory.Instance), [network], _rig.Media);
        stack.Start();
        var leg = stack.Outbound.Dial(new DialTarget("sip:someone@127.0.0.2:5070", "agent"));

        Assert.Empty(leg.Artifacts());
    }
}
