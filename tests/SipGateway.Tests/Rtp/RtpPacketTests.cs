using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Rtp;

public class RtpPacketTests
{
    private static readonly byte[] Plain = Convert.FromHexString("80000001000000A0DEADBEEF" + "112233");

    [Fact]
    public void A_packet_is_read_field_by_field()
    {
        Assert.True(RtpPacket.TryParse(Convert.FromHexString("80E5FFFE000000A0DEADBEEF" + "058A0640"), out var packet, out var error));
        Assert.Equal(RtpError.None, error);
        Assert.True(packet.Marker);
        Assert.Equal(101, packet.PayloadType);
        Assert.Equal(0xFFFE, packet.Sequence);
        Assert.Equal(160u, packet.Timestamp);
        Assert.Equal(0xDEADBEEF, packet.Ssrc);
        Assert.Equal("058A0640", Convert.ToHexString(packet.Payload));
    }

    [Theory]
    // Two contributing sources.
    [InlineData("82000001000000A0DEADBEEF" + "00000001" + "00000002" + "AABB", "AABB")]
    // An extension of one word.
    [InlineData("90000001000000A0DEADBEEF" + "BEDE0001" + "00000000" + "AABB", "AABB")]
    // An extension of no words.
    [InlineData("90000001000000A0DEADBEEF" + "BEDE0000" + "AABB", "AABB")]
    // Three bytes of padding.
    [InlineData("A0000001000000A0DEADBEEF" + "AABB" + "000003", "AABB")]
    // All of it at once.
    [InlineData("B1000001000000A0DEADBEEF" + "00000001" + "BEDE0001" + "00000000" + "AABB" + "01", "AABB")]
    // Nothing but padding.
    [InlineData("A0000001000000A0DEADBEEF" + "0002", "")]
    // No payload.
    [InlineData("80000001000000A0DEADBEEF", "")]
    public void Sources_extension_and_padding_are_stripped(string datagram, string payload)
    {
        Assert.True(RtpPacket.TryParse(Convert.FromHexString(datagram), out var packet, out _));
        Assert.Equal(payload, Convert.ToHexString(packet.Payload));
    }

    [Theory]
    [InlineData("", nameof(RtpError.TooShort))]
    [InlineData("80000001000000A0DEADBE", nameof(RtpError.TooShort))]
    [InlineData("40000001000000A0DEADBEEF", nameof(RtpError.Version))]
    [InlineData("00010024" + "2112A4420000000000000000", nameof(RtpError.Version))]
    [InlineData("81C8000CDEADBEEF00000000", nameof(RtpError.Control))]
    [InlineData("8F000001000000A0DEADBEEF" + "00000001", nameof(RtpError.Sources))]
    [InlineData("90000001000000A0DEADBEEF" + "BEDE", nameof(RtpError.Extension))]
    [InlineData("90000001000000A0DEADBEEF" + "BEDEFFFF" + "00000000", nameof(RtpError.Extension))]
    [InlineData("A0000001000000A0DEADBEEF" + "AA00", nameof(RtpError.Padding))]
    [InlineData("A0000001000000A0DEADBEEF" + "AA03", nameof(RtpError.Padding))]
    [InlineData("A0000001000000A0DEADBEEF", nameof(RtpError.Padding))]
    public void Lies_about_lengths_are_refused_with_their_name(string datagram, string error)
    {
        Assert.False(RtpPacket.TryParse(Convert.FromHexString(datagram), out _, out var actual));
        Assert.Equal(error, actual.ToString());
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var header = new byte[RtpPacket.HeaderBytes];
        RtpPacket.WriteHeader(header, marker: true, payloadType: 8, sequence: 65535, timestamp: uint.MaxValue, ssrc: 7);
        Assert.Equal("8088FFFFFFFFFFFF00000007", Convert.ToHexString(header));
        Assert.True(RtpPacket.TryParse(header, out var packet, out _));
        Assert.Equal((true, 8, 65535, uint.MaxValue, 7u), (packet.Marker, packet.PayloadType, packet.Sequence, packet.Timestamp, packet.Ssrc));
    }

    [Fact]
    public void No_bytes_whatever_make_it_throw_or_read_beyond_the_datagram()
    {
        var random = new Random(3550);
        var bytes = new byte[80];
        for (var round = 0; round < 50_000; round++)
        {
            random.NextBytes(bytes);
            Plain.CopyTo(bytes, 0);
            for (var flips = random.Next(6); flips > 0; flips--) bytes[random.Next(20)] = (byte)random.Next(256);
            var datagram = bytes.AsSpan(0, random.Next(bytes.Length + 1));
            if (RtpPacket.TryParse(datagram, out var packet, out var error))
            {
                Assert.True(packet.Payload.Length <= datagram.Length - RtpPacket.HeaderBytes);
                _ = TelephoneEvent.TryParse(packet.Payload, out _);
            }
            else
            {
                Assert.NotEqual(RtpError.None, error);
            }
        }
    }
}
