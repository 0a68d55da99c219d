using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Messages;

/// <summary>Each limit at its edge, and one over.</summary>
public class SipLimitsTests
{
    [Theory]
    [InlineData(SipLimits.MessageBytes, SipParseReason.None)]
    [InlineData(SipLimits.MessageBytes + 1, SipParseReason.TooLarge)]
    public void Message_bytes(int size, object reason)
    {
        var head = MessageText.Options();
        Expect(head + new string('x', size - head.Length), reason);
    }

    [Theory]
    [InlineData(SipLimits.Headers, SipParseReason.None)]
    [InlineData(SipLimits.Headers + 1, SipParseReason.TooManyHeaders)]
    public void Headers(int count, object reason) =>
        Expect(MessageText.Options([.. Enumerable.Repeat("X: y", count - MessageText.Ordinary.Count)]), reason);

    [Theory]
    [InlineData(SipLimits.HeaderLineBytes, SipParseReason.None)]
    [InlineData(SipLimits.HeaderLineBytes + 1, SipParseReason.HeaderTooLong)]
    public void Header_line_bytes_with_folds(int size, object reason)
    {
        const string Start = "X: a\r\n b\r\n ";
        Expect(MessageText.Options(Start + new string('c', size - Start.Length)), reason);
    }

    [Theory]
    [InlineData(SipLimits.Vias, SipParseReason.None)]
    [InlineData(SipLimits.Vias + 1, SipParseReason.TooManyVias)]
    public void Vias_joined_or_apart(int count, object reason)
    {
        Expect(MessageText.Options([.. Enumerable.Repeat("Via: SIP/2.0/UDP h", count - 1)]), reason);
        Expect(MessageText.OptionsWith("Via", "Via: " + string.Join(',', Enumerable.Repeat("SIP/2.0/UDP h", count))), reason);
    }

    [Theory]
    [InlineData(SipLimits.Parameters, SipParseReason.None)]
    [InlineData(SipLimits.Parameters + 1, SipParseReason.HeaderValue)]
    public void Header_parameters(int count, object reason)
    {
        var parameters = string.Concat(Enumerable.Range(0, count).Select(i => $";p{i}"));
        Expect(MessageText.OptionsWith("From", "From: <sip:a@h>" + parameters), reason);
        Expect(MessageText.OptionsWith("From", $"From: <sip:a@h{parameters}>"), reason);
        Expect(MessageText.OptionsWith("Via", "Via: SIP/2.0/UDP h" + parameters), reason);
    }

    [Fact]
    public void A_start_line_over_the_limit_is_refused() =>
        Expect(MessageText.Request("OPTIONS sip:" + new string('a', SipLimits.HeaderLineBytes) + "@h SIP/2.0", MessageText.Ordinary), SipParseReason.StartLine);

    private static void Expect(string text, object reason)
    {
        var parsed = SipParser.TryParse(MessageText.Bytes(text), out _, out var error);
        Assert.Equal(((SipParseReason)reason == SipParseReason.None, (SipParseReason)reason), (parsed, error.Reason));
    }
}
