using System.Net;
using System.Text;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Tests.Sdp;

/// <summary>The calling side: our offer, and what we make of answers to it.</summary>
public class OurOfferTests
{
    private static readonly LocalEnd Local = new() { Media = new(IPAddress.Parse("198.51.100.7"), 20000), SessionId = 77 };
    private static readonly SessionDescription Ours = OfferAnswer.Offer(Local, MediaCapabilities.Default);

    [Fact]
    public void Our_offer_names_all_codecs_and_digits() =>
        Assert.Equal(
            "v=0\r\no=- 77 1 IN IP4 198.51.100.7\r\ns=-\r\nc=IN IP4 198.51.100.7\r\nt=0 0\r\nm=audio 20000 RTP/AVP 0 8 101\r\n"
            + "a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=maxptime:60\r\na=sendrecv\r\na=rtcp-mux\r\n",
            Ours.ToString());

    [Fact]
    public void Our_own_answer_to_our_own_offer_agrees_on_both_sides()
    {
        var answerer = new LocalEnd { Media = new(IPAddress.Parse("192.0.2.1"), 30000), SessionId = 5 };
        var theirs = OfferAnswer.Answer(Ours, answerer, MediaCapabilities.Default);
        var ours = OfferAnswer.ReadAnswer(Ours, theirs.Answer!.ToBytes(), MediaCapabilities.Default);

        Assert.Equal(Local.Media, theirs.Audio!.Remote);
        Assert.Equal(answerer.Media, ours.Audio!.Remote);
        Assert.Same(theirs.Audio.Codec, ours.Audio.Codec);
        Assert.Equal(theirs.Audio.SendPayloadType, ours.Audio.ReceivePayloadType);
        Assert.Equal(theirs.Audio.TelephoneEventSend, ours.Audio.TelephoneEventReceive);
        Assert.Equal(MediaDirection.SendReceive, ours.Audio.Direction);
        Assert.Null(ours.Answer);
    }

    [Theory]
    [InlineData("m=audio 4000 RTP/AVP 8", "PCMA", 8, "8", null, null)]
    [InlineData("m=audio 4000 RTP/AVP 8 0 101|a=rtpmap:101 telephone-event/8000", "PCMA", 8, "8 0", 101, 101)]
    [InlineData("m=audio 4000 RTP/AVP 96 97|a=rtpmap:96 PCMA/8000|a=rtpmap:97 telephone-event/8000", "PCMA", 96, "8", 97, 101)]
    [InlineData("m=audio 4000 RTP/AVP 0 9 101", "PCMU", 0, "0", null, null)]
    public void We_send_under_their_numbers_and_receive_under_ours(string lines, string codec, int send, string receive, int? eventsSend, int? eventsReceive)
    {
        var audio = Read(lines).Audio!;
        Assert.Equal((codec, send, eventsSend, eventsReceive), (audio.Codec.Encoding, audio.SendPayloadType, audio.TelephoneEventSend, audio.TelephoneEventReceive));
        Assert.Equal(receive, string.Join(' ', audio.Receive.Select(format => format.PayloadType)));
    }

    [Theory]
    [InlineData("", SdpRefusal.AnswerMismatch)]
    [InlineData("m=video 4000 RTP/AVP 31", SdpRefusal.AnswerMismatch)]
    [InlineData("m=audio 0 RTP/AVP 0", SdpRefusal.NoAudio)]
    [InlineData("m=audio 4000 RTP/AVP 9", SdpRefusal.NoCodec)]
    [InlineData("m=audio 4000 RTP/SAVP 0", SdpRefusal.NoProfile)]
    [InlineData("m=audio 4000 RTP/AVP 0|c=IN IP4 239.1.1.1", SdpRefusal.UnusableAddress)]
    [InlineData("nonsense", SdpRefusal.Malformed)]
    public void An_answer_that_does_not_fit_is_refused(string lines, object refusal) => Assert.Equal((SdpRefusal)refusal, Read(lines).Refusal);

    [Theory]
    [InlineData("a=recvonly", MediaDirection.SendOnly)]
    [InlineData("a=sendonly", MediaDirection.ReceiveOnly)]
    [InlineData("a=inactive", MediaDirection.Inactive)]
    [InlineData("c=IN IP4 0.0.0.0", MediaDirection.Inactive)]
    public void Their_direction_turned_round_is_ours(string line, object direction) =>
        Assert.Equal((MediaDirection)direction, Read("m=audio 4000 RTP/AVP 0|" + line).Audio!.Direction);

    [Fact]
    public void An_offer_inside_a_session_keeps_its_lines_and_raises_its_version()
    {
        var theirOffer = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=video 4002 RTP/AVP 31\r\nm=audio 4000 RTP/AVP 0\r\n"u8;
        var said = OfferAnswer.Answer(theirOffer, Local, MediaCapabilities.Default).Answer!;
        var hold = OfferAnswer.Offer(Local with { Previous = said, Direction = MediaDirection.SendOnly }, MediaCapabilities.Default);

        Assert.Equal(["video 0", "audio 20000"], hold.Media.Select(media => $"{media.Kind} {media.Port}"));
        Assert.Equal(("77", "2"), (hold.Origin.SessionId, hold.Origin.Version));
        var answered = OfferAnswer.ReadAnswer(hold, Body("m=video 0 RTP/AVP 31|m=audio 4000 RTP/AVP 0|a=recvonly"), MediaCapabilities.Default).Audio!;
        Assert.Equal((1, MediaDirection.SendOnly), (answered.MediaIndex, answered.Direction));
    }

    [Theory]
    [InlineData("m=audio 4000 RTP/AVP 0", false, 4001)]
    [InlineData("m=audio 4000 RTP/AVP 0|a=rtcp:4711", false, 4711)]
    [InlineData("m=audio 4000 RTP/AVP 0|a=rtcp:4711 IN IP4 203.0.113.9", false, 4711)]
    [InlineData("m=audio 4000 RTP/AVP 0|a=rtcp-mux", true, 4001)]
    public void Control_goes_where_the_answer_says(string lines, bool multiplexed, int port)
    {
        var audio = Read(lines).Audio!;
        Assert.Equal((multiplexed, new IPEndPoint(IPAddress.Parse("192.0.2.1"), port)), (audio.MultiplexesControl, audio.RemoteRtcp!));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void One_port_for_both_is_answered_when_it_is_offered_and_we_can(bool offered, bool can)
    {
        var audio = OfferAnswer.Answer(
            Body("m=audio 4000 RTP/AVP 0" + (offered ? "|a=rtcp-mux" : "")), Local, MediaCapabilities.Default with { MultiplexesControl = can });
        Assert.Equal(offered && can, audio.Audio!.MultiplexesControl);
        Assert.Equal(offered && can, audio.Answer!.ToString().Contains("a=rtcp-mux\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public void What_we_did_not_offer_is_not_agreed()
    {
        var plain = MediaCapabilities.Default with { MultiplexesControl = false };
        Assert.False(OfferAnswer.ReadAnswer(OfferAnswer.Offer(Local, plain), Body("m=audio 4000 RTP/AVP 0|a=rtcp-mux"), plain).Audio!.MultiplexesControl);
    }

    private static Negotiation Read(string lines) => OfferAnswer.ReadAnswer(Ours, Body(lines), MediaCapabilities.Default);

    private static byte[] Body(string lines) => Encoding.UTF8.GetBytes(
        string.Join("\r\n", ["v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0", .. lines.Split('|', StringSplitOptions.RemoveEmptyEntries), ""]));
}
