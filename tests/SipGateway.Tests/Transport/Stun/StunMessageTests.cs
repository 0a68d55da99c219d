using System.Net;
using Voxie.SipGateway.Transport.Stun;

namespace Voxie.SipGateway.Tests.Transport.Stun;

/// <summary>The vectors of RFC 5769, and what is made of them.</summary>
public sealed class StunMessageTests
{
    private static byte[] Vector(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Corpora", "rfc5769", file));

    private static byte[] IdOf(byte[] message) => message[8..20];

    [Theory]
    [InlineData("response-ipv4.bin", "192.0.2.1:32853")]
    [InlineData("response-ipv6.bin", "[2001:db8:1234:5678:11:2233:4455:6677]:32853")]
    public void The_mapped_address_of_a_response_is_read(string file, string mapped)
    {
        var response = Vector(file);

        Assert.True(StunMessage.Looks(response));
        Assert.True(StunMessage.TryReadResponse(response, IdOf(response), out var read));
        Assert.Equal(IPEndPoint.Parse(mapped), read);
    }

    [Fact]
    public void A_request_is_no_response()
    {
        var request = Vector("request.bin");

        Assert.True(StunMessage.Looks(request));
        Assert.False(StunMessage.TryReadResponse(request, IdOf(request), out _));
    }

    [Fact]
    public void The_answer_to_another_request_is_not_taken() =>
        Assert.False(StunMessage.TryReadResponse(Vector("response-ipv4.bin"), new byte[12], out _));

    [Theory]
    [InlineData("response-ipv4.bin")]
    [InlineData("response-ipv6.bin")]
    public void No_broken_response_is_taken_and_none_throws(string file)
    {
        var response = Vector(file);
        var id = IdOf(response);
        for (var cut = 0; cut < response.Length; cut++)
        {
            Assert.False(StunMessage.TryReadResponse(response.AsSpan(0, cut), id, out _));
        }

        var address = response.AsSpan().IndexOf<byte>([0, 0x20, 0]);
        for (var bit = 0; bit < 8 * response.Length; bit++)
        {
            var bent = (byte[])response.Clone();
            bent[bit / 8] ^= (byte)(1 << (bit % 8));
            var taken = StunMessage.TryReadResponse(bent, id, out _);
            // The fingerprint is over everything before it: a bent address is not believed.
            Assert.False(taken && bit / 8 >= address + 4 && bit / 8 < address + 4 + response[address + 3]);
        }
    }

    [Fact]
    public void An_address_without_a_mask_is_taken_from_a_server_that_knows_no_other()
    {
        byte[] response = [1, 1, 0, 12, 0x21, 0x12, 0xA4, 0x42, .. new byte[12], 0, 1, 0, 8, 0, 1, 0x13, 0xC4, 203, 0, 113, 7];

        Assert.True(StunMessage.TryReadResponse(response, new byte[12], out var mapped));
        Assert.Equal(IPEndPoint.Parse("203.0.113.7:5060"), mapped);
    }

    [Fact]
    public void A_request_has_type_cookie_and_id()
    {
        byte[] id = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

        Assert.Equal("000100002112a4420102030405060708090a0b0c", Convert.ToHexStringLower(StunMessage.Request(id)));
        Assert.False(StunMessage.Looks("OPTIONS sip:a@b SIP/2.0"u8));
    }
}
