using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Tests.Corpora;

namespace Voxie.SipGateway.Tests.Messages;

/// <summary>Every message of RFC 4475 and RFC 5118 with what the parser makes of it. What an endpoint then does is tested with the stack.</summary>
public class TortureTests
{
    private static readonly Dictionary<string, (SipParseReason Reason, int Status)> Refused = new()
    {
        ["badinv01.dat"] = (SipParseReason.HeaderValue, 400),
        ["clerr.dat"] = (SipParseReason.BodyTruncated, 400),
        ["ncl.dat"] = (SipParseReason.ContentLength, 400),
        ["scalar02.dat"] = (SipParseReason.HeaderValue, 400),
        ["scalarlg.dat"] = (SipParseReason.HeaderValue, 0),
        ["quotbal.dat"] = (SipParseReason.HeaderValue, 400),
        ["ltgtruri.dat"] = (SipParseReason.RequestUri, 400),
        ["lwsruri.dat"] = (SipParseReason.StartLine, 400),
        ["lwsstart.dat"] = (SipParseReason.StartLine, 400),
        ["trws.dat"] = (SipParseReason.StartLine, 400),
        ["escruri.dat"] = (SipParseReason.RequestUriHeaders, 400),
        ["regbadct.dat"] = (SipParseReason.HeaderValue, 400),
        ["badaspec.dat"] = (SipParseReason.HeaderValue, 400),
        ["baddn.dat"] = (SipParseReason.HeaderValue, 400),
        ["badvers.dat"] = (SipParseReason.Version, 505),
        ["mismatch01.dat"] = (SipParseReason.CSeqMethod, 400),
        ["mismatch02.dat"] = (SipParseReason.CSeqMethod, 400),
        ["bigcode.dat"] = (SipParseReason.StartLine, 0),
        ["insuf.dat"] = (SipParseReason.HeaderMissing, 400),
        ["multi01.dat"] = (SipParseReason.HeaderRepeated, 400),
        ["mcl01.dat"] = (SipParseReason.ContentLength, 400),
        ["ipv6-bad"] = (SipParseReason.RequestUri, 400),
    };

    public static TheoryData<string> Files => [.. TortureCorpus.All.Select(message => message.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_message_has_its_outcome(string file)
    {
        var torture = TortureCorpus.Get(file);
        var parsed = SipParser.TryParse(torture.Bytes, out var message, out var error);

        if (!Refused.TryGetValue(file, out var expected))
        {
            Assert.True(parsed, $"{error.Reason} {error.Header}");
            Assert.Equal(torture.IsResponse, message is SipResponse);
            return;
        }

        Assert.False(parsed);
        Assert.Equal(expected, (error.Reason, error.Status));
        Assert.Equal(expected.Status, error.ToResponse("t")?.StatusCode ?? 0);
    }

    [Fact]
    public void The_corpus_is_whole()
    {
        Assert.Equal(49, TortureCorpus.Rfc4475.Count);
        Assert.Equal(12, TortureCorpus.Rfc5118.Count);
        Assert.All(Refused.Keys, file => Assert.NotNull(TortureCorpus.Get(file)));
    }
}
