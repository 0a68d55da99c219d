using System.Net;
using System.Text;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Tests.Sdp;

public class OfferAnswerTests
{
    private static readonly LocalEnd Local = new() { Media = new(IPAddress.Parse("198.51.100.7"), 20000), SessionId = 77 };

    [Fact]
    public void An_ordinary_offer_is_answered_in_its_first_known_codec_under_its_numbers()
    {
        var negotiation = Answer("m=audio 4000 RTP/AVP 111 8 0 96 101", "a=rtpmap:111 opus/48000/2", "a=rtpmap:96 telephone-event/48000", "a=rtpmap:101 telephone-event/8000", "a=ptime:30");

        var audio = negotiation.Audio!;
        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4000), audio.Remote);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4001), audio.RemoteRtcp);
        Assert.Same(SdpCodec.Pcma, audio.Codec);
        Assert.Equal((8, 8), (audio.SendPayloadType, audio.ReceivePayloadType));
        Assert.Equal((101, 101), (audio.TelephoneEventSend, audio.TelephoneEventReceive));
        Assert.Equal(30, audio.PtimeMs);
        Assert.Equal(MediaDirection.SendReceive, audio.Direction);
        Assert.Equal(
            "v=0\r\no=- 77 1 IN IP4 198.51.100.7\r\ns=-\r\nc=IN IP4 198.51.100.7\r\nt=0 0\r\n"
            + "m=audio 20000 RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:30\r\na=maxptime:60\r\na=sendrecv\r\n",
            negotiation.Answer!.ToString());
    }

    // What carriers and phones put into m=audio; the number is the payload type we take, the second that of its telephone-event.
    [Theory]
    [InlineData("0 8", "", "PCMU", 0, null)]
    [InlineData("18 9 8 0 101", "a=rtpmap:101 telephone-event/8000", "PCMA", 8, 101)]
    [InlineData("0 101", "", "PCMU", 0, null)]
    [InlineData("96 97", "a=rtpmap:96 pcmu/8000|a=rtpmap:97 Telephone-Event/8000|a=fmtp:97 0-15", "PCMU", 96, 97)]
    [InlineData("97 8 98", "a=rtpmap:97 PCMU/16000|a=rtpmap:98 telephone-event/16000", "PCMA", 8, null)]
    [InlineData("97 0", "a=rtpmap:97 PCMU/8000/2", "PCMU", 0, null)]
    [InlineData("0 8", "a=rtpmap:0 PCMA/8000|a=rtpmap:8 PCMU/8000", "PCMA", 0, null)]
    [InlineData("13 0", "a=rtpmap:13 CN/8000", "PCMU", 0, null)]
    public void The_codec_is_the_offers_first_that_we_know(string formats, string lines, string codec, int payloadType, int? events)
    {
        var audio = Answer(["m=audio 4000 RTP/AVP " + formats, .. lines.Split('|', StringSplitOptions.RemoveEmptyEntries)]).Audio!;
        Assert.Equal((codec, payloadType, events), (audio.Codec.Encoding, audio.SendPayloadType, audio.TelephoneEventSend));
        Assert.Equal((payloadType, events), (audio.ReceivePayloadType, audio.TelephoneEventReceive));
    }

    [Fact]
    public void Every_other_line_is_refused_in_its_place()
    {
        var negotiation = Answer(
            "m=video 5000 RTP/AVP 31 34", "m=audio 0 RTP/AVP 0", "m=audio 5002 RTP/SAVP 0", "m=audio 5004 RTP/AVP 9", "m=audio 5006 RTP/AVP 8", "m=audio 5008 RTP/AVP 0", "m=image 5010 udptl t38");

        Assert.Equal(
            ["video 0 RTP/AVP 31", "audio 0 RTP/AVP 0", "audio 0 RTP/SAVP 0", "audio 0 RTP/AVP 9", "audio 20000 RTP/AVP 8", "audio 0 RTP/AVP 0", "image 0 udptl t38"],
            negotiation.Answer!.Media.Select(media => $"{media.Kind} {media.Port} {media.Protocol} {string.Join(' ', media.Formats)}"));
        Assert.Equal(5006, negotiation.Audio!.Remote!.Port);
        Assert.Equal(4, negotiation.Audio.MediaIndex);
    }

    [Fact]
    public void A_feedback_profile_is_answered_in_kind() =>
        Assert.Equal("RTP/AVPF", Answer("m=audio 5000 RTP/AVPF 0").Answer!.Media[0].Protocol);

    [Theory]
    [InlineData("", SdpRefusal.NoAudio, 488, 304)]
    [InlineData("m=video 5000 RTP/AVP 31", SdpRefusal.NoAudio, 488, 304)]
    [InlineData("m=audio 0 RTP/AVP 0", SdpRefusal.NoAudio, 488, 304)]
    [InlineData("m=audio 5000 RTP/SAVP 0|a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x", SdpRefusal.NoProfile, 488, 302)]
    [InlineData("m=image 5000 udptl t38|m=audio 5000 UDP/TLS/RTP/SAVPF 0", SdpRefusal.NoProfile, 488, 302)]
    [InlineData("m=audio 5000 RTP/AVP 9 18", SdpRefusal.NoCodec, 488, 305)]
    [InlineData("m=audio 5000 RTP/AVP", SdpRefusal.NoCodec, 488, 305)]
    [InlineData("m=audio 5000 RTP/AVP 101|a=rtpmap:101 telephone-event/8000", SdpRefusal.NoCodec, 488, 305)]
    [InlineData("m=audio 5000 RTP/SAVP 0|m=audio 5000 RTP/AVP 9", SdpRefusal.NoCodec, 488, 305)]
    [InlineData("m=audio 5000 RTP/AVP 0|c=IN IP6 2001:db8::1", SdpRefusal.AddressFamily, 488, 301)]
    [InlineData("m=audio 5000 RTP/AVP 0|c=IN IP4 host.example.com", SdpRefusal.AddressFamily, 488, 301)]
    [InlineData("m=audio 5000 RTP/AVP 0|c=IN IP4 0x7f.1", SdpRefusal.AddressFamily, 488, 301)]
    [InlineData("m=audio 5000 RTP/AVP 0|c=IN IP4 224.2.1.1/127", SdpRefusal.UnusableAddress, 488, 330)]
    [InlineData("m=audio 5000 RTP/AVP 0|c=IN IP4 255.255.255.255", SdpRefusal.UnusableAddress, 488, 330)]
    [InlineData("m=audio 5000 RTP/AVP 0|c=IN IP4 0.0.0.1", SdpRefusal.UnusableAddress, 488, 330)]
    [InlineData("not a line", SdpRefusal.Malformed, 400, 399)]
    public void An_offer_that_does_not_fit_is_refused_with_the_nearest_reason(string lines, object refusal, int status, int warning)
    {
        var negotiation = Answer(lines.Split('|', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(negotiation.IsAgreed);
        Assert.Null(negotiation.Answer);
        Assert.Equal(((SdpRefusal)refusal, status, warning), (negotiation.Refusal, negotiation.Refusal.Status(), negotiation.Refusal.WarningCode()));
        Assert.NotEmpty(negotiation.Refusal.WarningText());
    }

    [Fact]
    public void Without_any_connection_line_there_is_nowhere_to_send() =>
        Assert.Equal(
            SdpRefusal.AddressFamily,
            OfferAnswer.Answer("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n"u8, Local, MediaCapabilities.Default).Refusal);

    [Theory]
    [InlineData("sendrecv", MediaDirection.SendReceive, MediaDirection.SendReceive, "sendrecv")]
    [InlineData("sendonly", MediaDirection.SendReceive, MediaDirection.ReceiveOnly, "recvonly")]
    [InlineData("recvonly", MediaDirection.SendReceive, MediaDirection.SendOnly, "sendonly")]
    [InlineData("inactive", MediaDirection.SendReceive, MediaDirection.Inactive, "inactive")]
    [InlineData("sendrecv", MediaDirection.SendOnly, MediaDirection.SendOnly, "sendonly")]
    [InlineData("sendonly", MediaDirection.SendOnly, MediaDirection.Inactive, "inactive")]
    [InlineData("recvonly", MediaDirection.SendOnly, MediaDirection.SendOnly, "sendonly")]
    public void Direction_is_theirs_turned_round_and_ours(string theirs, object ours, object agreed, string written)
    {
        var negotiation = OfferAnswer.Answer(Offer("m=audio 4000 RTP/AVP 0", "a=" + theirs), Local with { Direction = (MediaDirection)ours }, MediaCapabilities.Default);
        Assert.Equal((MediaDirection)agreed, negotiation.Audio!.Direction);
        Assert.Equal(written, negotiation.Answer!.Media[0].Attributes[^1].Name);
    }

    [Fact]
    public void An_address_of_zeros_is_hold_without_a_place_to_send()
    {
        var negotiation = Answer("m=audio 4000 RTP/AVP 0", "c=IN IP4 0.0.0.0");
        Assert.Null(negotiation.Audio!.Remote);
        Assert.Null(negotiation.Audio.RemoteRtcp);
        Assert.Equal(MediaDirection.Inactive, negotiation.Audio.Direction);
        Assert.Equal(MediaDirection.Inactive, negotiation.Answer!.Media[0].Direction);
    }

    [Theory]
    [InlineData(null, null, 20)]
    [InlineData("20", null, 20)]
    [InlineData("30", "30", 30)]
    [InlineData("10", null, 10)]
    [InlineData("40", "150", 40)]
    [InlineData("60", "20", 20)]
    [InlineData(null, "10", 10)]
    [InlineData("5", null, 10)]
    [InlineData("25", null, 20)]
    [InlineData("9999", null, 60)]
    [InlineData("0", null, 20)]
    [InlineData("x", null, 20)]
    public void We_send_the_packet_time_they_ask_for_as_near_as_we_can(string? ptime, string? maxptime, int expected)
    {
        string[] lines = ["m=audio 4000 RTP/AVP 0", .. ptime == null ? [] : new[] { $"a=ptime:{ptime}" }, .. maxptime == null ? [] : new[] { $"a=maxptime:{maxptime}" }];
        Assert.Equal(expected, Answer(lines).Audio!.PtimeMs);
    }

    [Theory]
    [InlineData("a=rtcp:5555", 5555)]
    [InlineData("a=rtcp:5555 IN IP4 203.0.113.9", 5555)]
    [InlineData("a=rtcp:0", 4001)]
    [InlineData("a=rtcp:x", 4001)]
    [InlineData("a=rtcp", 4001)]
    public void Rtcp_goes_where_rtcp_says_at_the_media_address(string line, int port) =>
        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.1"), port), Answer("m=audio 4000 RTP/AVP 0", line).Audio!.RemoteRtcp);

    [Fact]
    public void The_same_answer_keeps_its_version_and_another_raises_it()
    {
        var first = Answer("m=audio 4000 RTP/AVP 0").Answer!;
        var again = OfferAnswer.Answer(Offer("m=audio 4000 RTP/AVP 0"), Local with { Previous = first }, MediaCapabilities.Default).Answer!;
        Assert.Equal(first, again);
        var held = OfferAnswer.Answer(Offer("m=audio 4000 RTP/AVP 0", "a=sendonly"), Local with { Previous = again }, MediaCapabilities.Default).Answer!;
        Assert.Equal(("77", "2"), (held.Origin.SessionId, held.Origin.Version));
        var resumed = OfferAnswer.Answer(Offer("m=audio 4000 RTP/AVP 0"), Local with { Previous = held }, MediaCapabilities.Default).Answer!;
        Assert.Equal("3", resumed.Origin.Version);
    }

    [Fact]
    public void Ipv6_is_answered_in_ipv6_and_mapped_ipv4_is_ipv4()
    {
        var local = Local with { Media = new(IPAddress.Parse("2001:db8::7"), 20000) };
        var offer = Encoding.UTF8.GetString(Offer("m=audio 4000 RTP/AVP 0")).Replace("IN IP4 192.0.2.1", "IN IP6 2001:db8::1", StringComparison.Ordinal);
        var negotiation = OfferAnswer.Answer(Encoding.UTF8.GetBytes(offer), local, MediaCapabilities.Default);
        Assert.Equal("IN IP6 2001:db8::7", negotiation.Answer!.Connection!.ToString());
        Assert.Equal(IPAddress.Parse("2001:db8::1"), negotiation.Audio!.Remote!.Address);

        var mapped = OfferAnswer.Answer(Offer("m=audio 4000 RTP/AVP 0", "c=IN IP6 ::ffff:192.0.2.10"), Local, MediaCapabilities.Default);
        Assert.Equal(IPAddress.Parse("192.0.2.10"), mapped.Audio!.Remote!.Address);
        Assert.Equal("198.51.100.7", (Local with { Media = new(IPAddress.Parse("::ffff:198.51.100.7"), 1) }).Media.Address.ToString());
    }

    [Fact]
    public void Codecs_with_dynamic_numbers_and_other_clocks_fit_the_same_shape()
    {
        var opus = new SdpCodec("opus", 48000, 2, 96, "useinbandfec=1");
        var g722 = new SdpCodec("G722", 8000, 1, 9);
        var capabilities = new MediaCapabilities { Codecs = [opus, g722, SdpCodec.Pcmu] };
        var negotiation = OfferAnswer.Answer(
            Offer("m=audio 4000 RTP/AVP 111 9 0 110 101", "a=rtpmap:111 opus/48000/2", "a=rtpmap:110 telephone-event/48000", "a=rtpmap:101 telephone-event/8000"), Local, capabilities);

        Assert.Equal((111, 110), (negotiation.Audio!.SendPayloadType, negotiation.Audio.TelephoneEventSend));
        Assert.Equal("111 110", string.Join(' ', negotiation.Answer!.Media[0].Formats));
        Assert.Equal("111 useinbandfec=1", negotiation.Answer.Media[0]["fmtp"]);
        Assert.Equal("96 9 0 101 102", string.Join(' ', OfferAnswer.Offer(Local, capabilities).Media[0].Formats));
    }

    [Theory]
    [InlineData("0.0.0.0", 20000)]
    [InlineData("::", 20000)]
    [InlineData("192.0.2.1", 0)]
    public void Our_own_end_is_always_a_real_address(string address, int port) =>
        Assert.Throws<ArgumentException>(() => Local with { Media = new(IPAddress.Parse(address), port) });

    // Our end is IPv4, and may have an IPv6 address beside it.
    [Theory]
    [InlineData("IP6 2001:db8::9", "2001:db8::7", "None", "IP6 2001:db8::7")]
    [InlineData("IP6 2001:db8::9", null, "AddressFamily", null)]
    [InlineData("IP4 192.0.2.9", "2001:db8::7", "None", "IP4 198.51.100.7")]
    [InlineData("IP4 0.0.0.0", "2001:db8::7", "None", "IP4 198.51.100.7")]
    public void The_answer_is_of_the_family_that_the_offer_names(string connection, string? beside, string refusal, string? answered)
    {
        var end = Local with { Beside = beside is null ? null : IPAddress.Parse(beside) };
        var outcome = OfferAnswer.Answer(Offer($"m=audio 4000 RTP/AVP 0", $"c=IN {connection}"), end, MediaCapabilities.Default);

        Assert.Equal((refusal, answered), (outcome.Refusal.ToString(), outcome.Answer?.Connection?.ToString()["IN ".Length..]));
        Assert.Equal(answered?.Split(' ')[1], outcome.Local?.Media.Address.ToString());
        if (outcome.Local is { } agreed && answered!.StartsWith("IP6", StringComparison.Ordinal))
        {
            Assert.Equal(Local.Media.Address, agreed.Beside); // the way back
            Assert.Equal(20000, agreed.Media.Port);
        }
    }

    private static Negotiation Answer(params string[] media) => OfferAnswer.Answer(Offer(media), Local, MediaCapabilities.Default);

    private static byte[] Offer(params string[] media) =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", ["v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0", .. media, ""]));
}
