using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Tests.Srtp;

/// <summary>RFC 3711 B.2, RFC 6188 7.1 and 7.3. (B.1 is about AES-f8, which no suite of ours uses.)</summary>
public sealed class CounterModeTests
{
    private const string Offset = "f0f1f2f3f4f5f6f7f8f9fafbfcfd";
    private const string Key128 = "2B7E151628AED2A6ABF7158809CF4F3C";
    private const string Key192 = "eab234764e517b2d3d160d587d8c86219740f65f99b6bcf7";
    private const string Key256 = "57f82fe3613fd170a85ec93c40b1f0922ec4cb0dc025b58272147cc438944a98";

    [Theory]
    [InlineData(Key128, "0000", "E03EAD0935C95E80E166B16DD92B4EB4 D23513162B02D0F72A43A2FE4A5F97AB 41E95B3BB0A2E8DD477901E4FCA894C0")]
    [InlineData(Key128, "feff", "EC8CDF7398607CB0F2D21675EA9EA1E4 362B7C3C6773516318A077D7FC5073AE 6A2CC3787889374FBEB4C81B17BA6C44")]
    [InlineData(Key256, "0000", "92bdd28a93c3f52511c677d08b5515a4 9da71b2378a854f67050756ded165bac 63c4868b7096d88421b563b8c94c9a31")]
    [InlineData(Key256, "feff", "cea518c90fd91ced9cbb18c078a54711 3dbc4814f4da5f00a08772b63c6a046d 6eb246913062a16891433e97dd01a57f")]
    [InlineData(Key192, "0000", "35096cba4610028dc1b57503804ce37c 5de986291dcce161d5165ec4568f5c9a 474a40c77894bc17180202272a4c264d")]
    [InlineData(Key192, "feff", "d108d1a31a00bad6367ec23eb044b415 c8f57129fdeb970b59f917b257662d4c a5dab625811034e8cebdfeb6dc158dd3")]
    public void Makes_the_key_stream_of_the_vectors(string key, string counter, string expected)
    {
        using var stream = new CounterMode(Hex.Bytes(key));
        var data = new byte[48];

        stream.Apply(Hex.Bytes(Offset + counter), data);

        Assert.Equal(Hex.Bytes(expected), data);
    }

    [Theory]
    [InlineData(Key128)]
    [InlineData(Key192)]
    [InlineData(Key256)]
    public void With_and_without_the_processors_instructions_it_is_the_same(string key)
    {
        using var without = new CounterMode(Hex.Bytes(key), byInstructions: false);
        using var with = new CounterMode(Hex.Bytes(key), AesRounds.AreSupported);
        for (var length = 0; length < 330; length++)
        {
            var data = Enumerable.Range(0, length).Select(i => (byte)(i * 7)).ToArray();
            var again = data.ToArray();
            // The last word of the counter rolls over on the way.
            without.Apply(Hex.Bytes("f0f1f2f3f4f5f6f7f8f9fafbfffffffc"), data);
            with.Apply(Hex.Bytes("f0f1f2f3f4f5f6f7f8f9fafbfffffffc"), again);
            Assert.Equal(data, again);
        }
    }

    [Fact]
    public void A_long_stream_is_the_one_that_its_parts_make()
    {
        using var stream = new CounterMode(Hex.Bytes(Key128));
        var whole = new byte[0xfeff * 16 + 48];

        stream.Apply(Hex.Bytes(Offset + "0000"), whole);

        Assert.Equal(Hex.Bytes("E03EAD0935C95E80E166B16DD92B4EB4"), whole[..16]);
        Assert.Equal(Hex.Bytes("EC8CDF7398607CB0F2D21675EA9EA1E4362B7C3C6773516318A077D7FC5073AE6A2CC3787889374FBEB4C81B17BA6C44"), whole[^48..]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1500)]
    public void Twice_is_nothing(int length)
    {
        using var stream = new CounterMode(Hex.Bytes(Key256));
        var plain = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var data = plain.ToArray();

        stream.Apply(Hex.Bytes(Offset + "0000"), data);
        Assert.True(length == 0 || !data.SequenceEqual(plain));
        stream.Apply(Hex.Bytes(Offset + "0000"), data);

        Assert.Equal(plain, data);
    }
}
