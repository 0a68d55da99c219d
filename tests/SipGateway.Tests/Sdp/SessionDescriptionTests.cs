using System.Text;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Tests.Sdp;

public class SessionDescriptionTests
{
    private const string Plain = "v=0\r\no=- 1 2 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";

    [Fact]
    public void A_description_comes_apart()
    {
        var description = Parse(
            "v=0\no=Jane Doe 2890844526 2890842807 IN IP4 192.0.2.126\ns=Call\ni=info\nu=http://x\ne=a@b\nc=IN IP4 192.0.2.1/127\nb=CT:100\nt=0 0\r\n"
            + "a=sendonly\na=group:BUNDLE 0\n\nm=audio 49170/2 RTP/AVP 0 8 111 101\nc=IN IP6 2001:db8::1\na=rtpmap:111 opus/48000/2\na=rtpmap:101 telephone-event/8000\n"
            + "a=ptime:20\na=maxptime:60.5\nm=video 0 RTP/AVP 31\na=inactive\nm=image 4000 udptl t38");

        Assert.Equal(("Jane Doe", "2890844526", "2890842807", "192.0.2.126"), (description.Origin.Username, description.Origin.SessionId, description.Origin.Version, description.Origin.Address.Host));
        Assert.Equal("192.0.2.1", description.Connection!.Host);
        Assert.Equal(["sendonly", "group"], description.Attributes.Select(attribute => attribute.Name));
        Assert.Equal(["audio 49170", "video 0", "image 4000"], description.Media.Select(media => $"{media.Kind} {media.Port}"));
        var audio = description.Media[0];
        Assert.Equal("2001:db8::1", description.ConnectionOf(audio)!.Address!.ToString());
        Assert.Equal(["0 PCMU/8000", "8 PCMA/8000", "111 opus/48000/2", "101 telephone-event/8000"], audio.RtpMaps().Select(map => map.ToString()));
        Assert.Equal((20, 60), (audio.PtimeMs, audio.MaxPtimeMs));
        Assert.Equal("192.0.2.1", description.ConnectionOf(description.Media[1])!.Host);
    }

    [Theory]
    [InlineData("", "", MediaDirection.SendReceive)]
    [InlineData("a=recvonly\r\n", "", MediaDirection.ReceiveOnly)]
    [InlineData("a=recvonly\r\n", "a=sendonly\r\n", MediaDirection.SendOnly)]
    [InlineData("a=inactive\r\n", "a=sendrecv\r\n", MediaDirection.SendReceive)]
    [InlineData("", "c=IN IP4 0.0.0.0\r\na=sendonly\r\n", MediaDirection.Inactive)]
    [InlineData("", "c=IN IP6 ::\r\n", MediaDirection.Inactive)]
    public void Direction_is_the_medias_before_the_sessions_and_zeros_hold(string session, string media, object direction)
    {
        var description = Parse(Plain + session + "m=audio 4000 RTP/AVP 0\r\n" + media);
        Assert.Equal((MediaDirection)direction, description.DirectionOf(description.Media[0]));
    }

    [Theory]
    [InlineData("", SdpParseReason.Version)]
    [InlineData("\r\n", SdpParseReason.Version)]
    [InlineData("o=- 1 1 IN IP4 h\r\n", SdpParseReason.Version)]
    [InlineData("v=1\r\n", SdpParseReason.Version)]
    [InlineData("v=0\r\n", SdpParseReason.Origin)]
    [InlineData("v=0\r\ns=-\r\nm=audio 1 RTP/AVP 0\r\n", SdpParseReason.Origin)]
    [InlineData("v=0\r\no=- 1 1 IN IP4\r\n", SdpParseReason.Origin)]
    [InlineData("v=0\r\no=- 1 1 IN IP9 h\r\n", SdpParseReason.Origin)]
    [InlineData(Plain + "o=- 1 1 IN IP4 h\r\n", SdpParseReason.Origin)]
    [InlineData(Plain + "c=IN IP4\r\n", SdpParseReason.Connection)]
    [InlineData(Plain + "c=ATM NSAP 47\r\n", SdpParseReason.Connection)]
    [InlineData(Plain + "c=IN IP4 /127\r\n", SdpParseReason.Connection)]
    [InlineData(Plain + "m=audio\r\n", SdpParseReason.Media)]
    [InlineData(Plain + "m=audio x RTP/AVP 0\r\n", SdpParseReason.Media)]
    [InlineData(Plain + "m=audio -1 RTP/AVP 0\r\n", SdpParseReason.Media)]
    [InlineData(Plain + "m=audio 65536 RTP/AVP 0\r\n", SdpParseReason.Media)]
    [InlineData(Plain + "garbage\r\n", SdpParseReason.Line)]
    [InlineData(Plain + "=x\r\n", SdpParseReason.Line)]
    [InlineData(Plain + "a\r\n", SdpParseReason.Line)]
    [InlineData(Plain + "a=x\ry\r\n", SdpParseReason.Line)]
    [InlineData(Plain + "a=x\0y\r\n", SdpParseReason.Line)]
    public void A_broken_description_is_refused_with_its_reason(string text, object reason)
    {
        Assert.False(SessionDescription.TryParse(Encoding.UTF8.GetBytes(text), out _, out var actual));
        Assert.Equal((SdpParseReason)reason, actual);
    }

    [Theory]
    [InlineData("a=\r\na=rtpmap:\r\na=rtpmap:0\r\na=rtpmap:x PCMU/8000\r\na=rtpmap:0 PCMU\r\na=rtpmap:0 PCMU/0\r\na=rtpmap:0 PCMU/8000/0\r\na=rtpmap:999 PCMU/8000\r\na=fmtp\r\na=ptime:0\r\n")]
    [InlineData("a=ptime:99999999999\r\na=maxptime:-1\r\na=fmtp:x\r\na=fmtp:101 16-0\r\na=rtpmap:4294967296 PCMU/8000\r\n")]
    public void Broken_attributes_say_nothing_and_harm_nothing(string attributes)
    {
        var media = Parse(Plain + "m=audio 4000 RTP/AVP 0 999 x 77\r\n" + attributes).Media[0];
        Assert.Equal(["0 PCMU/8000"], media.RtpMaps().Select(map => map.ToString()));
        Assert.Null(media.PtimeMs);
        Assert.Null(media.MaxPtimeMs);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:::1", "2001:db8::1")]
    [InlineData("host.example.com", null)]
    [InlineData("1", null)]
    [InlineData("0x7f.1", null)]
    [InlineData("127.1", null)]
    [InlineData("010.0.0.1", null)]
    [InlineData("fe80::1%eth0", null)]
    public void Only_plain_literals_are_addresses(string host, string? address) =>
        Assert.Equal(address, new SdpConnection("IP4", host).Address?.ToString());

    [Fact]
    public void Limits_hold_at_their_edge()
    {
        var audio = "m=audio 4000 RTP/AVP 0\r\n";
        Expect(SdpParseReason.None, Plain + Repeat(audio, SdpLimits.Media));
        Expect(SdpParseReason.TooManyMedia, Plain + Repeat(audio, SdpLimits.Media + 1));
        Expect(SdpParseReason.None, Plain + audio + Repeat("a=x\r\n", SdpLimits.Attributes) + audio + Repeat("a=x\r\n", SdpLimits.Attributes));
        Expect(SdpParseReason.TooManyAttributes, Plain + audio + Repeat("a=x\r\n", SdpLimits.Attributes + 1));
        Expect(SdpParseReason.TooManyAttributes, Plain + Repeat("a=x\r\n", SdpLimits.Attributes + 1));
        var start = Plain + "a=";
        Expect(SdpParseReason.None, start + new string('x', SdpLimits.Bytes - start.Length));
        Expect(SdpParseReason.TooLarge, start + new string('x', SdpLimits.Bytes - start.Length + 1));
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        var description = Parse(Plain + "a=x:é:y\r\nm=audio 4000 RTP/SAVP 0 8\r\nc=IN IP6 ::1\r\na=crypto:1 AES inline:x\r\nm=video 0 RTP/AVP 31\r\n");
        Assert.True(SessionDescription.TryParse(description.ToBytes(), out var again, out _));
        Assert.Equal(description, again);
        Assert.Equal(description.GetHashCode(), again.GetHashCode());
    }

    private static SessionDescription Parse(string text) =>
        SessionDescription.TryParse(Encoding.UTF8.GetBytes(text), out var description, out var reason) ? description : throw new InvalidDataException(reason.ToString());

    private static void Expect(SdpParseReason expected, string text)
    {
        Assert.Equal(expected == SdpParseReason.None, SessionDescription.TryParse(Encoding.UTF8.GetBytes(text), out _, out var reason));
        Assert.Equal(expected, reason);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
