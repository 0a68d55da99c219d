using System.Net;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Tests.Calls.Trunks;

/// <summary>What says most about a request decides whose it is.</summary>
public sealed class TrunkRuleTests
{
    private static readonly Trunk Line = new() { Id = "line", Registration = new TrunkRegistration("sip:10.0.0.5", "1001") };

    /// <summary>In the order in which they are listed.</summary>
    private static readonly Trunk[] Trunks =
    [
        new() { Id = "anybody", InboundCredentials = new TrunkCredentials("road", "pass") },
        new() { Id = "asking", Sources = [IPNetwork.Parse("10.0.0.5/32")], InboundCredentials = new TrunkCredentials("desk", "pass") },
        new() { Id = "everywhere", Sources = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8::/32")] },
        new() { Id = "house", Sources = [IPNetwork.Parse("10.0.0.0/24"), IPNetwork.Parse("2001:db8::5/128")] },
        new() { Id = "house-too", Sources = [IPNetwork.Parse("10.0.0.0/24")] },
        new() { Id = "tls-only", Sources = [IPNetwork.Parse("10.0.0.0/28")], Transports = ["TLS"] },
        new() { Id = "off", Sources = [IPNetwork.Parse("10.0.0.9/32")], Enabled = false },
        Line,
        Line with { Id = "own-line", Sources = [IPNetwork.Parse("10.0.0.6/32")], InboundCredentials = new TrunkCredentials("own", "pass") },
    ];

    [Theory]
    [InlineData("10.0.0.5", "UDP", null, null, "", "asking", TrunkSign.Address, true)] // one address before the range that holds it
    [InlineData("10.0.0.7", "UDP", null, null, "", "house", TrunkSign.Address, false)] // the narrower range; of equals the first
    [InlineData("10.0.0.7", "TLS", null, null, "", "tls-only", TrunkSign.Address, false)]
    [InlineData("10.7.0.1", "UDP", null, null, "", "everywhere", TrunkSign.Address, false)]
    [InlineData("10.0.0.9", "UDP", null, null, "", "house", TrunkSign.Address, false)] // what is off names nothing
    [InlineData("2001:db8::5", "UDP", null, null, "", "house", TrunkSign.Address, false)]
    [InlineData("2001:db8::6", "UDP", null, null, "", "everywhere", TrunkSign.Address, false)]
    [InlineData("::ffff:10.0.0.7", "UDP", null, null, "", "house", TrunkSign.Address, false)]
    [InlineData("192.0.2.1", "UDP", null, null, "", "anybody", TrunkSign.Anybody, true)]
    [InlineData("192.0.2.1", "UDP", "desk", null, "", "anybody", TrunkSign.Anybody, true)] // the right name from the wrong address
    [InlineData("10.0.0.7", "UDP", "road", null, "", "anybody", TrunkSign.User, true)]
    [InlineData("10.0.0.5", "UDP", "desk", null, "", "asking", TrunkSign.User, true)]
    [InlineData("10.0.0.5", "UDP", null, "line", "Address", "asking", TrunkSign.Address, true)] // named in sources, so not the line's
    [InlineData("10.0.0.5", "UDP", "road", "line", "Address", "anybody", TrunkSign.User, true)]
    [InlineData("10.0.0.7", "UDP", null, "line", "Address", "line", TrunkSign.Address, false)] // a registrar is one address: narrower than a range
    [InlineData("192.0.2.9", "UDP", null, "line", "Address", "line", TrunkSign.Address, false)]
    [InlineData("10.0.0.6", "UDP", null, "own-line", "Address", "own-line", TrunkSign.Address, false)] // the line itself names its registrar
    [InlineData("10.0.0.5", "UDP", "desk", "line", "Extension", "line", TrunkSign.Extension, false)]
    [InlineData("192.0.2.9", "UDP", "road", "line", "Mark", "line", TrunkSign.Mark, false)]
    public void The_most_specific_sign_decides(
        string source, string transport, string? user, string? line, string lineSign, string trunk, TrunkSign sign, bool mustProve)
    {
        LineSighting? sighting = line is null ? null : new LineSighting(Trunks.Single(t => t.Id == line), Enum.Parse<TrunkSign>(lineSign));
        var match = TrunkRule.Find(Trunks, IPAddress.Parse(source), transport, user, sighting);
        Assert.Equal((trunk, sign, mustProve), (match.Trunk?.Id, match.Sign, match.MustProve));
    }

    [Fact]
    public void Nobody_is_nobodys() =>
        Assert.Equal(TrunkMatch.None, TrunkRule.Find([.. Trunks.Skip(1)], IPAddress.Parse("192.0.2.1"), "UDP", "road", null));

    [Theory]
    [InlineData("10.0.0.5", true)]
    [InlineData("10.200.0.1", true)]
    [InlineData("192.0.2.1", false)]
    public void An_address_is_named_by_sources_only(string source, bool named) => Assert.Equal(named, TrunkRule.Names(Trunks, IPAddress.Parse(source)));
}
