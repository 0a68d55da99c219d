using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Messages;

public class CSeqTests
{
    [Theory]
    [InlineData("1 INVITE", 1u, "INVITE")]
    [InlineData("0009 INVITE", 9u, "INVITE")]
    [InlineData("4294967295\t ACK", 4294967295u, "ACK")]
    [InlineData("0 !interesting-Method0123456789_*+`.%indeed'~", 0u, "!interesting-Method0123456789_*+`.%indeed'~")]
    public void A_cseq_is_a_number_and_a_method(string text, uint number, string method)
    {
        Assert.True(CSeq.TryParse(text, out var cseq));
        Assert.Equal(new CSeq(number, method), cseq);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("INVITE")]
    [InlineData("1 ")]
    [InlineData("-1 INVITE")]
    [InlineData("+1 INVITE")]
    [InlineData("1INVITE")]
    [InlineData("1 INVITE x")]
    [InlineData("4294967296 INVITE")]
    [InlineData("36893488147419103232 REGISTER")]
    [InlineData("1 INV ITE")]
    [InlineData("1 INV/ITE")]
    [InlineData("１ INVITE")]
    public void Anything_else_is_refused(string text) => Assert.False(CSeq.TryParse(text, out _));
}
