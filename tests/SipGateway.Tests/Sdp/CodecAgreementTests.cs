using System.Net;
using System.Text;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Tests.Sdp;

/// <summary>Which codec, under which numbers, with what parameters and packet times.</summary>
public class CodecAgreementTests
{
    private const string OpusLines = "a=rtpmap:107 OPUS/48000/2|a=fmtp:107 useinbandfec=1; maxaveragebitrate=20000 ;usedtx=1";

    private static readonly LocalEnd Local = new() { Media = new(IPAddress.Parse("198.51.100.7"), 20000), SessionId = 77 };
    private static readonly MediaCapabilities All = new() { Codecs = [SdpCodec.Pcmu, SdpCodec.Pcma, SdpCodec.G722, SdpCodec.Opus] };

    private static byte[] Body(string lines) =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", ["v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0", .. lines.Split('|'), ""]));

    private static Negotiation Answer(string lines, MediaCapabilities? capabilities = null) => OfferAnswer.Answer(Body(lines), Local, capabilities ?? All);

    private static string Formats(SessionDescription description) => string.Join(' ', description.Media[0].Formats);

    [Theory]
    [InlineData("m=audio 4000 RTP/AVP 8 0 9", "8")]
    [InlineData("m=audio 4000 RTP/AVP 9 8 0", "9")]
    [InlineData("m=audio 4000 RTP/AVP 107 9 0|" + OpusLines, "107")]
    [InlineData("m=audio 4000 RTP/AVP 97 9|a=rtpmap:97 speex/16000", "9")]
    [InlineData("m=audio 4000 RTP/AVP 97|a=rtpmap:97 g722/8000/1", "97")]
    public void Without_a_wish_of_ours_the_first_of_the_offer_counts(string offer, string chosen) => Assert.Equal(chosen, Formats(Answer(offer).Answer!));

    [Theory]
    [InlineData("opus,G722", "m=audio 4000 RTP/AVP 0 8 9 107|" + OpusLines, "107")]
    [InlineData("G722,opus", "m=audio 4000 RTP/AVP 0 8 107 9|" + OpusLines, "9")]
    [InlineData("PCMA,PCMU", "m=audio 4000 RTP/AVP 0 8 9", "8")]
    [InlineData("PCMA", "m=audio 4000 RTP/AVP 9 0 8", "8")]
    [InlineData("PCMA", "m=audio 4000 RTP/AVP 9 0", null)]
    [InlineData("opus", "m=audio 4000 RTP/AVP 107|a=rtpmap:107 opus/48000/1", null)]
    [InlineData("G722", "m=audio 4000 RTP/AVP 97|a=rtpmap:97 G722/16000", null)]
    public void A_list_of_ours_decides_and_nothing_else_is_taken(string codecs, string offer, string? chosen)
    {
        var wish = new MediaCapabilities { Codecs = [.. codecs.Split(',').Select(name => All.Codecs.Single(codec => codec.Encoding == name))], PrefersOwnOrder = true };
        var outcome = Answer(offer, wish);
        Assert.Equal(chosen, outcome.Answer is { } answer ? Formats(answer) : null);
        Assert.Equal(chosen == null ? (SdpRefusal.NoCodec, 488) : (SdpRefusal.None, 488), (outcome.Refusal, SdpRefusal.NoCodec.Status()));
        Assert.Equal(codecs.Split(','), OfferAnswer.Offer(Local, wish).Media[0].RtpMaps().Select(map => map.Encoding).Where(name => name != "telephone-event"));
    }

    [Fact]
    public void Our_offer_says_what_each_number_means()
    {
        var line = OfferAnswer.Offer(Local, All).Media[0];
        Assert.Equal("0 8 9 111 101 102", string.Join(' ', line.Formats));
        Assert.Equal(["0 PCMU/8000", "8 PCMA/8000", "9 G722/8000", "111 opus/48000/2", "101 telephone-event/8000", "102 telephone-event/48000"],
            line.Attributes.Where(attribute => attribute.Name == "rtpmap").Select(attribute => attribute.Value));
        Assert.Equal("useinbandfec=1;maxplaybackrate=16000;sprop-maxcapturerate=16000", line.ParametersOf(111));
        Assert.Equal((20, 60), (line.PtimeMs, line.MaxPtimeMs));
    }

    [Fact]
    public void What_the_peer_says_of_its_Opus_is_read_and_ours_is_answered()
    {
        var outcome = Answer("m=audio 4000 RTP/AVP 107|" + OpusLines);
        var said = outcome.Audio!.SendParameters;
        Assert.Equal((20000, true, true, false), (FormatParameters.Number(said, "MaxAverageBitrate"), FormatParameters.IsSet(said, "usedtx"),
            FormatParameters.IsSet(said, "useinbandfec"), FormatParameters.IsSet(said, "cbr")));
        Assert.StartsWith("useinbandfec=1;maxplaybackrate=16000", outcome.Answer!.Media[0].ParametersOf(107), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(";;=", null)]
    [InlineData("rate", null)]
    [InlineData("rate=", null)]
    [InlineData("rate=-1", null)]
    [InlineData("rate=99999999999", null)]
    [InlineData("x=2 ; RATE = 8000", 8000)]
    [InlineData("0-16", null)]
    public void Parameters_are_read_whatever_stands_there(string? parameters, int? rate) => Assert.Equal(rate, FormatParameters.Number(parameters, "rate"));

    [Fact]
    public void Each_side_has_its_own_number_for_the_same_codec()
    {
        var offer = OfferAnswer.Offer(Local, All);
        var answer = OfferAnswer.ReadAnswer(offer, Body("m=audio 4000 RTP/AVP 96 97|a=rtpmap:96 opus/48000/2|a=rtpmap:97 telephone-event/48000"), All).Audio!;
        Assert.Equal((SdpCodec.Opus, 96, 111), (answer.Codec, answer.SendPayloadType, answer.ReceivePayloadType));
        Assert.Equal((97, 102, 48000), (answer.TelephoneEventSend, answer.TelephoneEventReceive, answer.TelephoneEventClockHz));
    }

    [Fact]
    public void What_the_answer_leaves_standing_may_come_at_any_time()
    {
        var offer = OfferAnswer.Offer(Local, All);
        var answer = OfferAnswer.ReadAnswer(offer, Body("m=audio 4000 RTP/AVP 8 96 0|a=rtpmap:96 opus/48000/2"), All).Audio!;
        Assert.Equal((SdpCodec.Pcma, 8), (answer.Codec, answer.SendPayloadType));
        Assert.Equal([8, 111, 0], answer.Receive.Select(format => format.PayloadType));
    }

    [Theory]
    [InlineData("m=audio 4000 RTP/AVP 107 101 110|a=rtpmap:107 opus/48000/2|a=rtpmap:101 telephone-event/8000|a=rtpmap:110 telephone-event/48000", 110, 48000)]
    [InlineData("m=audio 4000 RTP/AVP 107 101|a=rtpmap:107 opus/48000/2|a=rtpmap:101 telephone-event/8000", 101, 8000)]
    [InlineData("m=audio 4000 RTP/AVP 9 101|a=rtpmap:101 telephone-event/8000", 101, 8000)]
    [InlineData("m=audio 4000 RTP/AVP 107|a=rtpmap:107 opus/48000/2", null, 8000)]
    public void Keys_have_the_clock_of_the_codec_where_they_can(string offer, int? number, int clock)
    {
        var outcome = Answer(offer);
        Assert.Equal((number, number, clock), (outcome.Audio!.TelephoneEventSend, outcome.Audio.TelephoneEventReceive, outcome.Audio.TelephoneEventClockHz));
        Assert.Equal(number is { } said ? new RtpMap(said, "telephone-event", clock) : null, outcome.Answer!.Media[0].RtpMaps().FirstOrDefault(map => map.Encoding == "telephone-event"));
    }

    [Theory]
    [InlineData("9", "30", 30)]
    [InlineData("107", "30", 20)]
    [InlineData("107", "60", 60)]
    [InlineData("107", "10", 10)]
    public void Packets_are_as_long_as_the_codec_can_have_them(string format, string ptime, int expected) =>
        Assert.Equal(expected, Answer($"m=audio 4000 RTP/AVP {format}|a=rtpmap:107 opus/48000/2|a=ptime:{ptime}").Audio!.PtimeMs);

    [Fact]
    public void In_a_session_a_number_keeps_its_meaning()
    {
        // The peer's Opus has our number for G.722-to-be, its events the one that our Opus would have.
        var said = Answer("m=audio 4000 RTP/AVP 96 111|a=rtpmap:96 opus/48000/2|a=rtpmap:111 telephone-event/48000").Answer!;
        var again = OfferAnswer.Offer(Local with { Previous = said }, All).Media[0];
        Assert.Equal(["0 PCMU/8000", "8 PCMA/8000", "9 G722/8000", "96 opus/48000/2", "101 telephone-event/8000", "111 telephone-event/48000"],
            again.RtpMaps().Select(map => map.ToString()));

        var taken = Answer("m=audio 4000 RTP/AVP 0 111|a=rtpmap:111 telephone-event/8000").Answer!;
        var fresh = OfferAnswer.Offer(Local with { Previous = taken }, All).Media[0];
        Assert.Equal(["0 PCMU/8000", "8 PCMA/8000", "9 G722/8000", "112 opus/48000/2", "111 telephone-event/8000", "102 telephone-event/48000"],
            fresh.RtpMaps().Select(map => map.ToString()));
    }
}
