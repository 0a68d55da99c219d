using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Tests.Sdp;

public sealed class CryptoAttributeTests
{
    // The key of the example in RFC 4568 9.2.
    private const string Key = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";

    [Theory]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key}", 1, "AES_CM_128_HMAC_SHA1_80")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|2^20", 1, "AES_CM_128_HMAC_SHA1_80")]
    [InlineData($"999999999 AES_CM_128_HMAC_SHA1_32 inline:{Key}|2147483648", 999999999, "AES_CM_128_HMAC_SHA1_32")]
    [InlineData($"2  ANYTHING   INLINE:{Key}  WSH=64 KDR=0 -FUTURE=1", 2, "ANYTHING")]
    public void Reads_a_key(string value, int tag, string suite)
    {
        Assert.Equal(CryptoFault.None, CryptoAttribute.TryParse(value, out var crypto));
        Assert.Equal((tag, suite), (crypto!.Tag, crypto.Suite));
        Assert.Equal(Convert.FromBase64String(Key), crypto.Key);
    }

    [Theory]
    [InlineData(null, "Syntax")]
    [InlineData("", "Syntax")]
    [InlineData("1", "Syntax")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80", "Syntax")]
    [InlineData($"-1 AES_CM_128_HMAC_SHA1_80 inline:{Key}", "Syntax")]
    [InlineData($"1000000000 AES_CM_128_HMAC_SHA1_80 inline:{Key}", "Syntax")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|2^20|2^20|2^20", "Syntax")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 uri:{Key}", "KeyMethod")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:", "Key")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:a", "Key")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:!!!!", "Key")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|", "Lifetime")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|0", "Lifetime")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|2^x", "Lifetime")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|2^20|1:4", "KeyIdentifier")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|1:4", "KeyIdentifier")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|2^20|1:4;inline:{Key}|2^20|2:4", "SeveralKeys")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key} UNENCRYPTED_SRTCP", "SessionParameter")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key} KDR=12", "SessionParameter")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Key} FEC_ORDER=FEC_SRTP", "SessionParameter")]
    public void Says_why_a_line_is_of_no_use(string? value, string fault)
    {
        Assert.Equal(fault, CryptoAttribute.TryParse(value, out var crypto).ToString());
        Assert.Null(crypto);
    }

    [Fact]
    public void A_very_long_line_is_not_read() =>
        Assert.Equal(CryptoFault.Syntax, CryptoAttribute.TryParse("1 X inline:" + new string('A', 100_000), out _));

    [Theory]
    [InlineData(28)]
    [InlineData(30)]
    [InlineData(44)]
    [InlineData(46)]
    public void Is_read_again_as_written_with_its_padding_or_without(int bytes)
    {
        var crypto = new CryptoAttribute(3, "SUITE", [.. Enumerable.Range(0, bytes).Select(i => (byte)i)]);
        var text = crypto.ToAttribute().Value!;

        Assert.Equal(CryptoFault.None, CryptoAttribute.TryParse(text, out var again));
        Assert.Equal(crypto.Key, again!.Key);
        Assert.Equal(CryptoFault.None, CryptoAttribute.TryParse(text.TrimEnd('='), out again));
        Assert.Equal(crypto.Key, again!.Key);
        Assert.Equal("3 SUITE", crypto.ToString());
    }

    [Fact]
    public void Any_text_is_answered_without_an_exception()
    {
        var random = new Random(7);
        var seed = $"1 AES_CM_128_HMAC_SHA1_80 inline:{Key}|2^20|1:4 KDR=0";
        for (var i = 0; i < 20_000; i++)
        {
            var letters = seed.ToCharArray();
            for (var change = random.Next(1, 6); change > 0; change--) letters[random.Next(letters.Length)] = (char)random.Next(1, 300);
            var text = new string(letters)[..random.Next(letters.Length + 1)];
            Assert.Equal(CryptoAttribute.TryParse(text, out var crypto) == CryptoFault.None, crypto is not null);
        }
    }
}
