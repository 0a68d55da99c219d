using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Tests.Srtp;

/// <summary>RFC 3711 B.3, RFC 6188 7.2 and 7.4.</summary>
public sealed class KeyDerivationTests
{
    private const string Key128 = "E1F97A0D3E018BE0D64FA32C06DE4139";
    private const string Salt128 = "0EC675AD498AFEEBB6960B3AABE6";
    private const string Key192 = "73edc66c4fa15776fb57f9505c17136550ffda71f3e8e5f1";
    private const string Salt192 = "c8522f3acd4ce86d5add78edbb11";
    private const string Key256 = "f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6";
    private const string Salt256 = "3b04803de51ee7c96423ab5b78d2";

    [Theory]
    [InlineData(Key128, Salt128, 0, "C61E7A93744F39EE10734AFE3FF7A087")]
    [InlineData(Key128, Salt128, 2, "30CBBC08863D8C85D49DB34A9AE1")]
    [InlineData(Key128, Salt128, 1,
        """
        CEBE321F6FF7716B6FD4AB49AF256A15 6D38BAA48F0A0ACF3C34E2359E6CDBCE E049646C43D9327AD175578EF7227098
        6371C10C9A369AC2F94A8C5FBCDDDC25 6D6E919A48B610EF17C2041E47403576 6B68642C59BBFC2F34DB60DBDFB2
        """)]
    [InlineData(Key192, Salt192, 0, "31874736a8f1143870c26e4857d8a5b2c4a354407faadabb")]
    [InlineData(Key192, Salt192, 2, "2372b82d639b6d8503a47adc0a6c")]
    [InlineData(Key192, Salt192, 1, "355b10973cd95b9eacf4061c7e1a7151e7cfbfcb")]
    [InlineData(Key256, Salt256, 0, "5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4")]
    [InlineData(Key256, Salt256, 2, "fa31791685ca444a9e07c6c64e93")]
    [InlineData(Key256, Salt256, 1, "fd9c32d39ed5fbb5a9dc96b30818454d1313dc05")]
    public void Derives_the_keys_of_the_vectors(string key, string salt, int label, string expected)
    {
        var bytes = Hex.Bytes(expected);

        Assert.Equal(bytes, KeyDerivation.Derive(Hex.Bytes(key), Hex.Bytes(salt), (SrtpLabel)label, bytes.Length));
    }

    [Fact]
    public void Each_label_gives_a_key_of_its_own()
    {
        var keys = Enum.GetValues<SrtpLabel>().Select(label => Convert.ToHexString(KeyDerivation.Derive(Hex.Bytes(Key128), Hex.Bytes(Salt128), label, 16)));

        Assert.Equal(6, keys.Distinct().Count());
    }

    [Fact]
    public void The_short_salt_of_GCM_is_filled_up_with_zeros()
    {
        var salt = Hex.Bytes("51756964 2070726f 2071756f");

        Assert.Equal(
            KeyDerivation.Derive(Hex.Bytes(Key128), [.. salt, 0, 0], SrtpLabel.MediaSalt, 12), KeyDerivation.Derive(Hex.Bytes(Key128), salt, SrtpLabel.MediaSalt, 12));
    }
}
