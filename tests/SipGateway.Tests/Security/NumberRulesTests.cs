using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Security;

namespace Voxie.SipGateway.Tests.Security;

public sealed class NumberRulesTests
{
    [Theory]
    [InlineData("+4930123456", "+49", true)]
    [InlineData("004930123456", "+49", true)]
    [InlineData("011 49 30 123456", "+49", true)]
    [InlineData("0011 49 30 123456", "+49", true)]
    [InlineData("+49 (30) 123-456", "+49", true)]
    [InlineData("4930123456", "+49", false)] // not said to be international: somebody's local number
    [InlineData("+4330123456", "+49", false)]
    [InlineData("200", "2", true)]
    [InlineData("300", "2", false)]
    [InlineData("+2001234567", "2", false)]
    [InlineData("reception", "*", true)]
    [InlineData("reception", "+49", false)]
    [InlineData("+4930123456", "*", true)]
    [InlineData("", "*", true)]
    public void Only_what_begins_as_allowed_is_dialled(string number, string allow, bool allowed) =>
        Assert.Equal(allowed, NumberRules.Allows(number, [allow], TrunkDialling.Costly, out _));

    [Theory]
    [InlineData("+1 900 555 0100")]
    [InlineData("+19005550100")]
    [InlineData("001 900 555 0100")]
    [InlineData("0011 1900 5550100")]
    [InlineData("19005550100")]
    [InlineData("+881612345678")]
    [InlineData("00881612345678")]
    [InlineData("01188161234567")]
    [InlineData("+00881612345678")]
    [InlineData("+011881612345678")]
    [InlineData("8816 1234 5678")]
    [InlineData("+882 99 1234")]
    [InlineData("+9790123456")]
    [InlineData("+18761234567")]
    [InlineData("(+1)876-123-4567")]
    public void What_is_costly_is_not_dialled_however_it_is_written(string number)
    {
        Assert.False(NumberRules.Allows(number, ["*"], TrunkDialling.Costly, out var refusal));
        Assert.StartsWith("The trunk denies numbers that begin with +", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void By_default_nothing_is_dialled()
    {
        var byDefault = new TrunkDialling();
        Assert.False(NumberRules.Allows("+4930123456", byDefault.Allow, byDefault.Deny, out var refusal));
        Assert.Contains("dialling.allow", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+1", "+1900", "+19005550100", false)]
    [InlineData("+1900555", "+1900", "+19005550100", true)] // the longer one wins
    [InlineData("+1900", "+1900", "+19005550100", false)] // the same: denied
    [InlineData("*", "+49", "+4930123456", false)]
    public void The_longer_beginning_wins(string allow, string deny, string number, bool allowed) =>
        Assert.Equal(allowed, NumberRules.Allows(number, [allow], [deny], out _));

    [Fact]
    public void A_refusal_does_not_tell_the_number()
    {
        NumberRules.Allows("+4930123456", ["+1"], [], out var refusal);
        Assert.DoesNotContain("3456", refusal, StringComparison.Ordinal);
    }
}
