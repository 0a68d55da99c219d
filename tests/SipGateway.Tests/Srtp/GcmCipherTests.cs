using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Tests.Srtp;

/// <summary>RFC 7714 16 and 17: sealed as the vectors say, opened again, and not opened when a bit is wrong.</summary>
public sealed class GcmCipherTests
{
    private const string Key128 = "000102030405060708090a0b0c0d0e0f";
    private const string Key256 = Key128 + "101112131415161718191a1b1c1d1e1f";
    private const string Salt = "51756964 2070726f 2071756f";

    private const string MediaHeader = "8040f17b 8041f8d3 5501a0b2";
    private const string MediaPayload = "47616c6c 69612065 7374206f 6d6e6973 20646976 69736120 696e2070 61727465 73207472 6573";
    private const uint MediaSource = 0x5501a0b2;
    private const ulong MediaIndex = 0xf17b;

    private const string ReportHeader = "81c8000d 4d617273";
    private const string ReportBody = "4e545031 4e545032 52545020 0000042a 0000e930 4c756e61 deadbeef deadbeef deadbeef deadbeef deadbeef";
    private const uint ReportSource = 0x4d617273;
    private const ulong ReportIndex = 0x5d4;

    /// <summary>Key, clear part, body, trailer, source, index, sealed body, tag.</summary>
    public static TheoryData<string, string, string, string, uint, ulong, string, string> Vectors => new()
    {
        // 16.1.1 and 16.1.2
        {
            Key128, MediaHeader, MediaPayload, "", MediaSource, MediaIndex,
            "f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f 42a5f47a 51c7d19b 36de3adf 8833", "899d7f27 beb16a91 52cf765e e4390cce"
        },
        // 16.1.3 and 16.1.4
        { Key128, MediaHeader + MediaPayload, "", "", MediaSource, MediaIndex, "", "22493f82 d2bce397 e9d79e3b 19aa4216" },
        // 16.2.1 and 16.2.2
        {
            Key256, MediaHeader, MediaPayload, "", MediaSource, MediaIndex,
            "32b1de78 a822fe12 ef9f78fa 332e33aa b1801238 9a58e2f3 b50b2a02 76ffae0f 1ba63799 b87b", "7aa3db36 dfffd6b0 f9bb7878 d7a76c13"
        },
        // 16.2.3 and 16.2.4
        { Key256, MediaHeader + MediaPayload, "", "", MediaSource, MediaIndex, "", "a866d591 0f887463 067ceefe c45215d4" },
        // 17.1
        {
            Key128, ReportHeader, ReportBody, "800005d4", ReportSource, ReportIndex,
            "63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d c676a5f1 730d6fda 4ce09b46 86303ded 0bb9275b", "c84aa458 96cf4d2f c5abf872 45d9eade"
        },
        // 17.2
        {
            Key256, ReportHeader, ReportBody, "800005d4", ReportSource, ReportIndex,
            "d50ae4d1 f5ce5d30 4ba297e4 7d470c28 2c3ece5d bffe0a50 a2eaa5c1 110555be 8415f658 c61de047 6f1b6fad", "1d1eb30c 4446839f 57ff6f6c b26ac3be"
        },
        // 17.3
        { Key128, ReportHeader + ReportBody, "", "000005d4", ReportSource, ReportIndex, "", "841dd968 3dd78ec9 2ae58790 125f62b3" },
        // 17.4
        { Key256, ReportHeader + ReportBody, "", "000005d4", ReportSource, ReportIndex, "", "91db4afb feee5a97 8fab4393 ed2615fe" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Seals_and_opens_the_vectors(string key, string clear, string plain, string trailer, uint source, ulong index, string sealedBody, string sealedTag)
    {
        using var cipher = new GcmCipher(Hex.Bytes(key), Hex.Bytes(Salt));
        var body = Hex.Bytes(plain);
        var tag = new byte[cipher.TagBytes];

        cipher.Seal(Hex.Bytes(clear), body, Hex.Bytes(trailer), source, index, tag);
        Assert.Equal(Hex.Bytes(sealedBody), body);
        Assert.Equal(Hex.Bytes(sealedTag), tag);

        Assert.True(cipher.TryOpen(Hex.Bytes(clear), body, Hex.Bytes(trailer), source, index, tag));
        Assert.Equal(Hex.Bytes(plain), body);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Does_not_open_what_was_changed(string key, string clear, string plain, string trailer, uint source, ulong index, string sealedBody, string sealedTag)
    {
        using var cipher = new GcmCipher(Hex.Bytes(key), Hex.Bytes(Salt));
        var (body, tag, header) = (Hex.Bytes(sealedBody), Hex.Bytes(sealedTag), Hex.Bytes(clear));

        Assert.False(cipher.TryOpen(header, body, Hex.Bytes(trailer), source, index + 1, tag));
        Assert.False(cipher.TryOpen(header, body, Hex.Bytes(trailer), source + 1, index, tag));
        tag[15] ^= 1;
        Assert.False(cipher.TryOpen(header, body, Hex.Bytes(trailer), source, index, tag));
        tag[15] ^= 1;
        header[1] ^= 1;
        Assert.False(cipher.TryOpen(header, body, Hex.Bytes(trailer), source, index, tag));
        header[1] ^= 1;

        Assert.Equal(Hex.Bytes(sealedBody), body);
        Assert.True(cipher.TryOpen(header, body, Hex.Bytes(trailer), source, index, tag));
        Assert.Equal(Hex.Bytes(plain), body);
    }
}
