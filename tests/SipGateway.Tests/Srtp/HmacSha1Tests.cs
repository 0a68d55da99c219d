using System.Security.Cryptography;
using System.Text;
using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Tests.Srtp;

public sealed class HmacSha1Tests
{
    // RFC 2202 3, those whose key fits into a block.
    [Theory]
    [InlineData("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00")]
    [InlineData("4a656665", "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")]
    [InlineData("0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c", "Test With Truncation", "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04")]
    public void Is_that_of_the_vectors(string key, string text, string expected)
    {
        var digest = new byte[20];
        new HmacSha1(Hex.Bytes(key)).Compute(Encoding.ASCII.GetBytes(text), [], [], digest);
        Assert.Equal(expected, Convert.ToHexStringLower(digest));
    }

    [Fact]
    public void Pieces_are_one_message_and_one_message_leaves_nothing_for_the_next()
    {
        var key = RandomNumberGenerator.GetBytes(20);
        var hmac = new HmacSha1(key);
        using var reference = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, key);
        var message = RandomNumberGenerator.GetBytes(400);
        var digest = new byte[20];
        for (var length = 0; length <= message.Length; length += 13)
        {
            var (first, second) = (length / 3, length / 2);
            hmac.Compute(message.AsSpan(0, first), message.AsSpan(first, second - first), message.AsSpan(second, length - second), digest);
            reference.AppendData(message, 0, length);
            Assert.Equal(reference.GetHashAndReset(), digest);
        }
    }
}
