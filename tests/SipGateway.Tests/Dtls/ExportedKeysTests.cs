using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Tests.Dtls;

public sealed class ExportedKeysTests
{
    [Theory]
    [InlineData(0x0001, "AES_CM_128_HMAC_SHA1_80", 16, 14)]
    [InlineData(0x0002, "AES_CM_128_HMAC_SHA1_32", 16, 14)]
    [InlineData(0x0007, "AEAD_AES_128_GCM", 16, 12)]
    [InlineData(0x0008, "AEAD_AES_256_GCM", 32, 12)]
    public void Keys_come_first_then_salts_the_clients_before_the_servers(int profile, string name, int key, int salt)
    {
        var suite = ExportedKeys.SuiteOf(profile)!;
        Assert.Equal(name, suite.Name);
        byte[] material = [.. Run(1, key), .. Run(2, key), .. Run(3, salt), .. Run(4, salt)];

        var client = ExportedKeys.Cut(suite, material, DtlsRole.Client);
        Assert.Equal([.. Run(1, key), .. Run(3, salt)], client.Local.ToArray());
        Assert.Equal([.. Run(2, key), .. Run(4, salt)], client.Remote.ToArray());
        var server = ExportedKeys.Cut(suite, material, DtlsRole.Server);
        Assert.Equal(client.Local.ToArray(), server.Remote.ToArray());
        Assert.Equal(client.Remote.ToArray(), server.Local.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(9)]
    public void Profiles_without_a_cipher_or_unknown_are_none(int profile) => Assert.Null(ExportedKeys.SuiteOf(profile));

    private static byte[] Run(byte value, int length) => [.. Enumerable.Repeat(value, length)];
}
