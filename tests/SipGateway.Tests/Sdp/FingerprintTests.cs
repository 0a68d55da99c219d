using System.Security.Cryptography;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Tests.Sdp;

public sealed class FingerprintTests
{
    private static readonly byte[] Certificate = [1, 2, 3];

    [Theory]
    [InlineData("sha-256")]
    [InlineData("SHA-384")]
    [InlineData("sha-512")]
    public void Hashes_of_SHA_2_fit_their_certificate_and_no_other(string hash)
    {
        var bytes = hash switch { "sha-256" => SHA256.HashData(Certificate), "SHA-384" => SHA384.HashData(Certificate), _ => SHA512.HashData(Certificate) };
        var text = hash + " " + BitConverter.ToString(bytes).Replace('-', ':').ToLowerInvariant();

        Assert.True(Fingerprint.TryParse(text, out var read));
        Assert.True(read.Fits(Certificate));
        Assert.False(read.Fits([1, 2, 4]));
        Assert.True(Fingerprint.TryParse(read.ToString(), out var again));
        Assert.Equal(read, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha-256")]
    [InlineData("sha-256 00:11")]
    [InlineData("sha-1 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33")]
    [InlineData("md5 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF")]
    [InlineData("sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:GG")]
    [InlineData("sha-256 00-11-22-33-44-55-66-77-88-99-AA-BB-CC-DD-EE-FF-00-11-22-33-44-55-66-77-88-99-AA-BB-CC-DD-EE-FF")]
    [InlineData("sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF 1")]
    public void What_is_weak_or_no_fingerprint_is_none(string? text) => Assert.False(Fingerprint.TryParse(text, out _));
}
