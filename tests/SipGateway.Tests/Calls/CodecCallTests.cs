using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>The codecs of a trunk, over whole calls.</summary>
public sealed class CodecCallTests
{
    private static SipRig Trunk(params string[] codecs) => new(terms: new TrunkTerms(), codecs: codecs);

    private static string Offer(string formats, string more = "", int version = 1) =>
        SipRig.Offer.Replace("RTP/AVP 0 8 101", "RTP/AVP " + formats, StringComparison.Ordinal).Replace("o=peer 1 1", $"o=peer 1 {version}", StringComparison.Ordinal)
        + "a=rtpmap:107 opus/48000/2\n" + more;

    [Theory]
    [InlineData("G722,PCMU", "0 8 9 107 101", "9 101", AudioCodec.G722, 16000)]
    [InlineData("opus,PCMU", "0 8 9 107 101", "107 101", AudioCodec.Opus, 16000)]
    [InlineData("pcma", "0 8 9 107 101", "8 101", AudioCodec.Pcma, 8000)]
    [InlineData("", "9 0 101", "9 101", AudioCodec.G722, 16000)]
    [InlineData("", "0 9 101", "0 101", AudioCodec.Pcmu, 8000)]
    public void A_call_in_is_answered_by_the_trunks_order(string codecs, string offered, string answered, object codec, int rateHz)
    {
        var rig = Trunk(codecs.Split(',', StringSplitOptions.RemoveEmptyEntries));
        rig.EstablishInbound(Offer(offered));
        Assert.Contains($"m=audio 20000 RTP/AVP {answered}\r\n", rig.Network.Sent.Last(d => d.Kind == "200 INVITE").Text, StringComparison.Ordinal);
        Assert.Equal((AudioCodec)codec, rig.Media.Open[0].Configured[^1].Codec);
        Assert.Equal(rateHz, rig.Leg.RateHz);
    }

    [Theory]
    [InlineData("PCMA", "0 9 107")]
    [InlineData("G722", "0 8 107")]
    [InlineData("opus", "0 8 9")]
    public void What_a_trunk_does_not_list_gets_488(string codecs, string offered)
    {
        var rig = Trunk(codecs);
        rig.PeerSends("INVITE", body: Offer(offered));
        Assert.Equal("488 INVITE", rig.SentKinds.Last());
        Assert.Contains("Warning: 305", rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Empty(rig.Media.Open);
    }

    [Fact]
    public void A_call_out_offers_the_trunks_list_and_nothing_else_is_taken_as_an_answer()
    {
        var rig = Trunk("opus", "PCMA");
        rig.DialThroughTrunk();
        Assert.Contains("m=audio 20000 RTP/AVP 111 8 101 102\r\n", rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Contains("a=rtpmap:101 telephone-event/8000\r\n", rig.LastSent.Text, StringComparison.Ordinal);
        rig.PeerAnswers("INVITE", 200, body: Offer("0"));
        Assert.Contains("BYE", rig.SentKinds);
    }

    [Fact]
    public void An_answer_may_have_numbers_of_its_own_and_asks_for_packets_and_corrections()
    {
        var rig = Trunk("opus", "PCMA");
        rig.DialThroughTrunk();
        rig.PeerAnswers("INVITE", 200, body: Offer("107 8", "a=fmtp:107 useinbandfec=1;maxaveragebitrate=16000\na=ptime:40\n"));
        var media = rig.Media.Open[0].Configured[^1];
        Assert.Equal((AudioCodec.Opus, 107, 40), (media.Codec, media.PayloadType, media.PtimeMs));
        Assert.Equal([new(111, AudioCodec.Opus), new(8, AudioCodec.Pcma)], media.Formats.ToArray());
        Assert.Equal((true, false, 16000), (media.Opus.Fec, media.Opus.Dtx, media.Opus.MaxBitrate));
    }

    [Fact]
    public void A_re_invite_changes_the_codec_and_the_packet_time()
    {
        var rig = Trunk();
        rig.EstablishInbound();
        Assert.Equal(AudioCodec.Pcmu, rig.Media.Open[0].Configured[^1].Codec);
        rig.PeerSends("INVITE", cseq: 2, inDialog: true, body: Offer("9 101", "a=ptime:30\n", version: 2));
        Assert.Equal("200 INVITE", rig.SentKinds.Last());
        var media = rig.Media.Open[0].Configured[^1];
        Assert.Equal((AudioCodec.G722, 9, 30), (media.Codec, media.PayloadType, media.PtimeMs));
        Assert.Contains("a=ptime:30\r\na=maxptime:60\r\n", rig.LastSent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_offer_the_agent_gets_ready_at_the_rate_that_we_prefer()
    {
        var rig = Trunk("G722", "PCMU");
        rig.PeerSends("INVITE");
        Assert.Equal(16000, rig.Leg.RateHz);
    }
}
