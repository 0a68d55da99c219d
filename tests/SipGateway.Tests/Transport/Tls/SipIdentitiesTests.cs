using Voxie.SipGateway.Transport.Tls;

namespace Voxie.SipGateway.Tests.Transport.Tls;

public sealed class SipIdentitiesTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData("cn.example", "URI:sip:example.com", "example.com")]
    [InlineData("cn.example", "URI:SIP:Example.COM", "example.com")]
    [InlineData("cn.example", "URI:sip:example.com DNS:other.example", "example.com")]
    [InlineData("cn.example", "DNS:a.example DNS:b.example", "a.example b.example")]
    [InlineData("cn.example", "DNS:a.example URI:sip:user@example.com", "a.example")]
    [InlineData("cn.example", "DNS:a.example URI:https://example.com", "a.example")]
    [InlineData("cn.example", "URI:sip:user@example.com", "")]
    [InlineData("cn.example", "MAIL:someone@example.com", "")]
    [InlineData("cn.example", "URI:sip:example.com IP:192.0.2.1", "example.com 192.0.2.1")]
    [InlineData("cn.example", "DNS:a.example IP:2001:db8::1", "a.example 2001:db8::1")]
    [InlineData("CN.Example", null, "cn.example")]
    public void URIs_of_domains_come_before_DNS_names_and_the_common_name_counts_only_alone(string commonName, string? alternatives, string identities)
    {
        using var certificate = _certificates.Make(commonName, alternatives?.Split(' '));

        Assert.Equal(identities.Split(' ', StringSplitOptions.RemoveEmptyEntries), SipIdentities.Of(certificate));
    }

    [Theory]
    [InlineData("example.com", "example.com", true)]
    [InlineData("example.com", "EXAMPLE.com", true)]
    [InlineData("example.com", "example.com.", true)]
    [InlineData("example.com", "sip.example.com", false)]
    [InlineData("*.example.com", "sip.example.com", false)]
    [InlineData("sip.example.com", "example.com", false)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    public void A_name_matches_as_a_whole_and_wildcards_do_not(string identity, string name, bool matches) =>
        Assert.Equal(matches, SipIdentities.Match([identity], name));
}
