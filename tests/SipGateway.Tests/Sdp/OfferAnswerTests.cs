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
            + "m=audio 20000 RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:30\r\na=sendrecv\r\n",
            negotiation.Answer!.ToString());
    }

    private static Negotiation Answer(params string[] media) => OfferAnswer.Answer(Offer(media), Local, MediaCapabilities.Default);

    private static byte[] Offer(params string[] media) =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", ["v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0", .. media, ""]));
}
