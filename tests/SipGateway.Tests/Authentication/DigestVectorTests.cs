using System.Text;
using Voxie.SipGateway.Authentication;

namespace Voxie.SipGateway.Tests.Authentication;

/// <summary>Responses that others have computed.</summary>
public sealed class DigestVectorTests
{
    private const string SipNonce = "84f1c1ae6cbe5ua9c8e88dfa3ecm3459";
    private const string LongNonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private const string LongClientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    [Theory]
    // RFC 2617 3.5
    [InlineData("MD5", "Mufasa", "testrealm@host.com", "Circle Of Life", "GET", "/dir/index.html", "dcd98b7102dd2f0e8b11d0f600bfb0c093",
        true, "0a4f113b", "6629fae49393a05397450978507c4ef1")]
    // RFC 7616 3.9.1
    [InlineData("MD5", "Mufasa", "http-auth@example.org", "Circle of Life", "GET", "/dir/index.html", LongNonce,
        true, LongClientNonce, "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "Mufasa", "http-auth@example.org", "Circle of Life", "GET", "/dir/index.html", LongNonce,
        true, LongClientNonce, "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    // SIP, computed with another program
    [InlineData("MD5", "alice", "example.test", "secret", "INVITE", "sip:+15550100@example.test", SipNonce,
        false, "", "a3ce65054affa44b8c6c7ea1be6fceed")]
    [InlineData("MD5", "alice", "example.test", "secret", "INVITE", "sip:+15550100@example.test", SipNonce,
        true, "0a4f113b", "9defe71adcef05f966df63f4e8158b70")]
    [InlineData("SHA-256", "alice", "example.test", "secret", "INVITE", "sip:+15550100@example.test", SipNonce,
        true, "0a4f113b", "f4a232766840b9f792648ff22f909bdca0d69b41ce2dbafe20bca1c4d715dd2a")]
    public void Known_responses_come_out(
        string algorithm, string user, string realm, string password, string method, string uri, string nonce, bool qop, string cnonce, string expected)
    {
        Assert.True(DigestAlgorithms.TryParse(algorithm, out var known));
        var values = new DigestAuthorization(user, realm, nonce, uri)
        {
            Algorithm = known, Qop = qop ? DigestQop.Auth : DigestQop.None, NonceCount = 1, ClientNonce = cnonce,
        };

        Assert.Equal(expected, values.Compute(password, method, default));
    }

    /// <summary>Built from the definitions with another program: H(A1) of a session, and a body in A2.</summary>
    [Theory]
    [InlineData("MD5-sess", true, "MD5SESSINT")]
    [InlineData("MD5-sess", false, "MD5SESS")]
    [InlineData("MD5", true, "MD5INT")]
    public void Session_keys_and_bodies_count(string algorithm, bool integrity, string name)
    {
        Assert.True(DigestAlgorithms.TryParse(algorithm, out var known));
        var values = new DigestAuthorization("alice", "example.test", SipNonce, "sip:example.test")
        {
            Algorithm = known, Qop = integrity ? DigestQop.AuthInt : DigestQop.Auth, NonceCount = 1, ClientNonce = "0a4f113b",
        };

        Assert.Equal(Computed[name], values.Compute("secret", "INVITE", Encoding.ASCII.GetBytes("v=0\r\n")));
    }

    private static readonly Dictionary<string, string> Computed = new()
    {
        ["MD5SESSINT"] = "36f3b47f2d094d47699422c9a2806e6f",
        ["MD5SESS"] = "92559c0a776ca781023350af8c09ea6b",
        ["MD5INT"] = "e2135d06f71549568fd7e73d3ab84ce1",
    };
}
