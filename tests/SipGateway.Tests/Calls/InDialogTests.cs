using Voxie.Pipeline.Calls;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>What may come within an answered call.</summary>
public sealed class InDialogTests
{
    private readonly SipRig _rig = new();

    public InDialogTests() => _rig.EstablishInbound();

    private static string OfferWith(string direction, int version = 2, int port = 30000, string address = "127.0.0.2") =>
        SipRig.Offer.Replace("o=peer 1 1", $"o=peer 1 {version}", StringComparison.Ordinal)
            .Replace("30000", $"{port}", StringComparison.Ordinal)
            .Replace("c=IN IP4 127.0.0.2", $"c=IN IP4 {address}", StringComparison.Ordinal) + $"a={direction}\n";

    private string LastOrigin => _rig.Network.Sent.Last(d => d.Text.Contains("\r\no=-", StringComparison.Ordinal)).Text.Split("\r\n").First(l => l.StartsWith("o=", StringComparison.Ordinal));

    [Fact]
    public void A_re_invite_with_the_same_session_is_only_a_refresh()
    {
        var before = LastOrigin;
        _rig.PeerSends("INVITE", cseq: 2, inDialog: true, body: SipRig.Offer);
        _rig.PeerSends("ACK", cseq: 2, inDialog: true, branch: "z9hG4bKack2");

        Assert.Equal("200 INVITE", _rig.SentKinds.Last());
        Assert.Equal(before, LastOrigin);
        Assert.Empty(_rig.Intake.NamesOf(_rig.Leg));
        Assert.Single(_rig.Intake.Legs);
    }

    [Theory]
    [InlineData("sendonly", "127.0.0.2", "recvonly", true)]
    [InlineData("inactive", "127.0.0.2", "inactive", false)]
    [InlineData("sendrecv", "0.0.0.0", "inactive", false)]
    public void Hold_is_answered_in_its_direction_told_and_taken_back(string offered, string address, string answered, bool receives)
    {
        _rig.PeerSends("INVITE", cseq: 2, inDialog: true, body: OfferWith(offered, address: address));
        Assert.Contains($"a={answered}", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.False(_rig.Media.Open[0].Configured[^1].Sends);
        Assert.Equal(receives, _rig.Media.Open[0].Configured[^1].Receives);
        Assert.Equal([new HoldChanged(true)], _rig.Intake.SignalsOf(_rig.Leg));
        _rig.PeerSends("ACK", cseq: 2, inDialog: true, branch: "z9hG4bKack2");

        _rig.PeerSends("INVITE", cseq: 3, inDialog: true, body: OfferWith("sendrecv", version: 3));

        Assert.Contains("a=sendrecv", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Equal([new HoldChanged(true), new HoldChanged(false)], _rig.Intake.SignalsOf(_rig.Leg));
        Assert.True(_rig.Media.Open[0].Configured[^1].Sends);
    }

    [Fact]
    public void A_re_invite_moves_the_media_to_a_new_address()
    {
        _rig.PeerSends("INVITE", cseq: 2, inDialog: true, body: OfferWith("sendrecv", port: 32000));

        Assert.Equal("127.0.0.2:32000", _rig.Media.Open[0].Configured[^1].Remote.ToString());
        Assert.Empty(_rig.Intake.NamesOf(_rig.Leg));
    }

    [Fact]
    public void A_re_invite_without_a_codec_of_ours_gets_488_and_the_session_stands()
    {
        var configured = _rig.Media.Open[0].Configured.Count;
        _rig.PeerSends("INVITE", cseq: 2, inDialog: true, body: OfferWith("sendrecv").Replace("0 8 101", "18", StringComparison.Ordinal));

        Assert.Equal("488 INVITE", _rig.SentKinds.Last());
        Assert.Contains("Warning: 305", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Equal(configured, _rig.Media.Open[0].Configured.Count);
        Assert.Equal(1, _rig.Stack.Counts().Dialogs);
    }

    [Fact]
    public void A_re_invite_without_offer_gets_ours_and_meanwhile_another_offer_gets_491()
    {
        _rig.PeerSends("INVITE", cseq: 2, inDialog: true);
        Assert.Contains("m=audio 20000 RTP/AVP 0 8 9 111 101 102", _rig.LastSent.Text, StringComparison.Ordinal);
        _rig.PeerSends("UPDATE", cseq: 3, inDialog: true, body: OfferWith("sendonly"));
        Assert.Equal("491 UPDATE", _rig.SentKinds.Last());

        _rig.PeerSends("ACK", cseq: 2, inDialog: true, branch: "z9hG4bKack2", body: OfferWith("sendrecv", port: 32000));

        Assert.Equal("127.0.0.2:32000", _rig.Media.Open[0].Configured[^1].Remote.ToString());
    }

    [Fact]
    public void A_200_to_a_re_invite_is_repeated_and_its_loss_ends_the_call()
    {
        _rig.PeerSends("INVITE", cseq: 2, inDialog: true, body: SipRig.Offer);
        _rig.Run(33_000);
        _rig.PeerAnswers("BYE", 200);

        Assert.True(_rig.SentKinds.Count(kind => kind == "200 INVITE") > 5);
        Assert.Equal(EndCode.NoAck, _rig.Intake.EndOf(_rig.Leg)?.Code);
        _rig.AssertNothingLeft();
    }

    [Fact]
    public void Update_refreshes_without_a_body_and_holds_with_one()
    {
        _rig.PeerSends("UPDATE", cseq: 2, inDialog: true);
        Assert.Equal("200 UPDATE", _rig.SentKinds.Last());
        Assert.DoesNotContain("Content-Type", _rig.LastSent.Text, StringComparison.Ordinal);

        _rig.PeerSends("UPDATE", cseq: 3, inDialog: true, body: OfferWith("sendonly"));

        Assert.Contains("a=recvonly", _rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Equal([new HoldChanged(true)], _rig.Intake.SignalsOf(_rig.Leg));
    }

    [Theory]
    [InlineData("application/dtmf-relay", "Signal=5\nDuration=160\n", '5', 160)]
    [InlineData("application/dtmf-relay", "Signal = * \nDuration = 80\n", '*', 80)]
    [InlineData("application/dtmf-relay", "Signal=11\n", '#', 160)]
    [InlineData("application/dtmf", "7", '7', 160)]
    public void A_digit_comes_by_info(string type, string body, char digit, int milliseconds)
    {
        _rig.PeerSends("INFO", cseq: 2, inDialog: true, body: body, type: type);

        Assert.Equal("200 INFO", _rig.SentKinds.Last());
        Assert.Equal([new DigitReceived(digit, TimeSpan.FromMilliseconds(milliseconds))], _rig.Intake.SignalsOf(_rig.Leg));
    }

    [Fact]
    public void A_digit_by_both_roads_counts_once_and_pressed_twice_counts_twice()
    {
        var rtp = _rig.Media.Open[0].Observer!;
        rtp.DigitReceived('1', TimeSpan.FromMilliseconds(100));
        _rig.PeerSends("INFO", cseq: 2, inDialog: true, body: "Signal=1", type: "application/dtmf-relay");
        _rig.Run(200);
        rtp.DigitReceived('1', TimeSpan.FromMilliseconds(100));

        Assert.Equal(["DigitReceived", "DigitReceived"], _rig.Intake.NamesOf(_rig.Leg));
    }

    [Fact]
    public void Info_that_we_cannot_read_gets_415_or_400_and_an_empty_one_200()
    {
        _rig.PeerSends("INFO", cseq: 2, inDialog: true, body: "<x/>", type: "application/media_control+xml");
        Assert.Equal("415 INFO", _rig.SentKinds.Last());
        Assert.Contains("Accept: application/dtmf-relay", _rig.LastSent.Text, StringComparison.Ordinal);
        _rig.PeerSends("INFO", cseq: 3, inDialog: true, body: "Signal=XX", type: "application/dtmf-relay");
        Assert.Equal("400 INFO", _rig.SentKinds.Last());
        _rig.PeerSends("INFO", cseq: 4, inDialog: true);
        Assert.Equal("200 INFO", _rig.SentKinds.Last());
        Assert.Empty(_rig.Intake.NamesOf(_rig.Leg));
    }

    [Theory]
    [InlineData("OPTIONS", "200 OPTIONS")]
    [InlineData("REFER", "603 REFER")]
    [InlineData("PRACK", "400 PRACK")]
    [InlineData("MESSAGE", "202 MESSAGE")]
    [InlineData("REGISTER", "405 REGISTER")]
    [InlineData("NOTIFY", "489 NOTIFY")]
    [InlineData("SUBSCRIBE", "489 SUBSCRIBE")]
    [InlineData("FROBNICATE", "501 FROBNICATE")]
    public void Other_methods_have_their_answers(string method, string answer)
    {
        _rig.PeerSends(method, cseq: 2, inDialog: true);

        Assert.Equal(answer, _rig.SentKinds.Last());
        Assert.Equal(1, _rig.Stack.Counts().Dialogs);
    }

    [Fact]
    public void A_request_out_of_order_gets_500_and_changes_nothing()
    {
        _rig.PeerSends("BYE", cseq: 1, inDialog: true);

        Assert.Equal("500 BYE", _rig.SentKinds.Last());
        Assert.Empty(_rig.Intake.NamesOf(_rig.Leg));
    }

    [Fact]
    public void A_forged_bye_gets_481()
    {
        _rig.PeerSends("BYE", cseq: 2, callId: "another", inDialog: true);
        Assert.Equal("481 BYE", _rig.SentKinds.Last());
        _rig.PeerSends("BYE", cseq: 3, branch: "z9hG4bKx");
        Assert.Equal("481 BYE", _rig.SentKinds.Last());
        Assert.Empty(_rig.Intake.NamesOf(_rig.Leg));
    }

    [Fact]
    public void A_required_extension_that_we_lack_gets_420()
    {
        _rig.PeerSends("UPDATE", cseq: 2, inDialog: true, headers: "Require: timer, precondition, gruu\r\n");

        Assert.Equal("420 UPDATE", _rig.SentKinds.Last());
        Assert.Contains("Unsupported: precondition, gruu", _rig.LastSent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_invite_before_our_answer_to_the_first_gets_500_with_retry_after()
    {
        var rig = new SipRig();
        rig.PeerSends("INVITE", body: SipRig.Offer);
        _ = rig.Leg.RingAsync(default).AsTask();
        rig.Run(1);
        rig.RememberTag();
        rig.PeerSends("INVITE", cseq: 2, inDialog: true, body: SipRig.Offer);

        Assert.Equal("500 INVITE", rig.SentKinds.Last());
        Assert.Contains("Retry-After:", rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Empty(rig.Intake.NamesOf(rig.Leg));
    }

    [Fact]
    public void A_new_contact_is_where_our_bye_goes()
    {
        _rig.PeerSends("UPDATE", cseq: 2, inDialog: true);
        _rig.Peer.SendText($"""
            UPDATE sip:echo@127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.2:5070;branch=z9hG4bKmoved
            From: "Peer" <sip:peer@127.0.0.2>;tag=peertag
            To: <sip:echo@127.0.0.1>;tag={_rig.OurTag}
            Call-ID: call-1
            CSeq: 3 UPDATE
            Contact: <sip:peer@127.0.0.3:5099>


            """, SipRig.OurAddress);
        _rig.Run(1);
        _ = _rig.Leg.HangUpAsync(CallEndReason.AgentHangup).AsTask();
        _rig.Run(1);

        Assert.Equal("BYE sip:peer@127.0.0.3:5099 SIP/2.0", _rig.LastSent.StartLine);
        Assert.Equal("127.0.0.3:5099", _rig.LastSent.To.ToString());
    }

    [Theory]
    [InlineData("sip:x@224.0.0.1")]
    [InlineData("sip:x@255.255.255.255:5060")]
    [InlineData("sip:x@0.0.0.0")]
    [InlineData("sip:x@169.254.169.254")]
    [InlineData("sip:x@evil.example")]
    [InlineData("sip:x@127.0.0.1:5060")]
    [InlineData("sip:x@0x7f.1")]
    public void A_contact_that_names_a_forbidden_place_sends_our_bye_to_the_source(string contact)
    {
        _rig.Peer.SendText($"""
            UPDATE sip:echo@127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.2:5070;branch=z9hG4bKmoved
            From: "Peer" <sip:peer@127.0.0.2>;tag=peertag
            To: <sip:echo@127.0.0.1>;tag={_rig.OurTag}
            Call-ID: call-1
            CSeq: 3 UPDATE
            Contact: <{contact}>


            """, SipRig.OurAddress);
        _rig.Run(1);
        _ = _rig.Leg.HangUpAsync(CallEndReason.AgentHangup).AsTask();
        _rig.Run(1);

        Assert.Equal("BYE", _rig.LastSent.Kind);
        Assert.Equal(SipRig.PeerAddress, _rig.LastSent.To);
    }
}
