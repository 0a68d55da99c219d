using System.Net;
using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Authentication;

/// <summary>Which challenges are answered, with what, and when it is enough.</summary>
public sealed class DigestClientTests
{
    private static readonly IPAddress Peer = IPAddress.Parse("192.0.2.1");
    private readonly DigestClient _client = New(null);

    private static DigestClient New(string? realm) => new(new DigestCredentials("alice", "secret", realm), Peer.Equals, () => "0a4f113b");

    private static SipRequest Invite { get; } = new()
    {
        Method = "INVITE", RequestUri = SipUri.Sip("+15550100", "example.test"), Headers = new SipHeaders(new SipHeader("CSeq", "1 INVITE")),
    };

    private static SipResponse Challenge(int status, params string[] values) => new()
    {
        StatusCode = status, ReasonPhrase = "",
        Headers = new SipHeaders(values.Select(value => new SipHeader(status == 401 ? "WWW-Authenticate" : "Proxy-Authenticate", value))),
    };

    private ChallengeOutcome Answer(SipRequest request, SipResponse response, out SipRequest again) => _client.Answer(request, response, Peer, out again);

    private static string? Parameter(SipRequest request, string name, string header = "Proxy-Authorization")
    {
        AuthParameters.TryRead(request.Headers[header]!, out var sets);
        return sets[0][name];
    }

    [Theory]
    [InlineData(401, "Authorization", "Proxy-Authorization")]
    [InlineData(407, "Proxy-Authorization", "Authorization")]
    public void Each_status_has_its_header(int status, string written, string absent)
    {
        Assert.Equal(ChallengeOutcome.Answered, Answer(Invite, Challenge(status, "Digest realm=\"example.test\",nonce=\"84f1c1ae6cbe5ua9c8e88dfa3ecm3459\""), out var again));

        Assert.Equal(
            "Digest username=\"alice\", realm=\"example.test\", nonce=\"84f1c1ae6cbe5ua9c8e88dfa3ecm3459\", uri=\"sip:+15550100@example.test\", "
            + "response=\"a3ce65054affa44b8c6c7ea1be6fceed\"", again.Headers[written]);
        Assert.False(again.Headers.Contains(absent));
    }

    [Fact]
    public void Of_one_realm_the_strongest_known_challenge_is_answered()
    {
        Answer(Invite, Challenge(407,
            "Digest realm=\"example.test\",nonce=\"a\",algorithm=MD5,qop=\"auth\"",
            "Digest realm=\"example.test\",nonce=\"b\",algorithm=SHA-512-256,qop=\"auth\"",
            "Digest realm=\"example.test\",nonce=\"84f1c1ae6cbe5ua9c8e88dfa3ecm3459\",algorithm=SHA-256,qop=\"auth,auth-int\""), out var again);

        Assert.Equal("f4a232766840b9f792648ff22f909bdca0d69b41ce2dbafe20bca1c4d715dd2a", Parameter(again, "response"));
        Assert.Equal(("SHA-256", "auth", "00000001"), (Parameter(again, "algorithm"), Parameter(again, "qop"), Parameter(again, "nc")));
        Assert.Single(again.Headers.All("Proxy-Authorization"));
    }

    [Fact]
    public void Integrity_is_given_only_where_nothing_else_is_offered()
    {
        Answer(Invite, Challenge(407, "Digest realm=\"r\",nonce=\"a\",qop=\"auth-int\""), out var again);
        Assert.Equal("auth-int", Parameter(again, "qop"));
    }

    [Fact]
    public void The_same_nonce_again_means_a_wrong_password()
    {
        var challenge = Challenge(407, "Digest realm=\"r\",nonce=\"a\",qop=\"auth\"");
        Answer(Invite, challenge, out var again);
        Assert.Equal(ChallengeOutcome.WrongPassword, Answer(again, challenge, out _));
    }

    [Fact]
    public void Another_nonce_to_a_first_answer_means_a_wrong_password_too()
    {
        Answer(Invite, Challenge(407, "Digest realm=\"r\",nonce=\"a\",qop=\"auth\""), out var again);
        Assert.Equal(ChallengeOutcome.WrongPassword, Answer(again, Challenge(407, "Digest realm=\"r\",nonce=\"b\",qop=\"auth\""), out _));
    }

    [Fact]
    public void A_stale_nonce_is_renewed_once_but_not_for_ever()
    {
        Answer(Invite, Challenge(407, "Digest realm=\"r\",nonce=\"a\",qop=\"auth\""), out var again);
        Assert.Equal(ChallengeOutcome.Answered, Answer(again, Challenge(407, "Digest realm=\"r\",nonce=\"b\",qop=\"auth\",stale=true"), out again));
        Assert.Equal(("b", "00000001"), (Parameter(again, "nonce"), Parameter(again, "nc")));
        Assert.Equal(ChallengeOutcome.Endless, Answer(again, Challenge(407, "Digest realm=\"r\",nonce=\"c\",qop=\"auth\",stale=true"), out _));
    }

    [Fact]
    public void A_nonce_is_used_again_with_a_rising_count_and_renewed_when_worn_out()
    {
        Answer(Invite, Challenge(407, "Digest realm=\"r\",nonce=\"a\",qop=\"auth\""), out _);
        var second = _client.Authorize(Invite, Peer);
        Assert.Equal(("a", "00000002"), (Parameter(second, "nonce"), Parameter(second, "nc")));

        // Worn out, whether the peer says stale or not.
        Assert.Equal(ChallengeOutcome.Answered, Answer(second, Challenge(407, "Digest realm=\"r\",nonce=\"b\",qop=\"auth\""), out var third));
        Assert.Equal(("b", "00000001"), (Parameter(third, "nonce"), Parameter(third, "nc")));
    }

    [Fact]
    public void A_proxy_and_the_server_behind_it_are_both_answered()
    {
        Answer(Invite, Challenge(407, "Digest realm=\"proxy\",nonce=\"a\",qop=\"auth\""), out var again);
        Assert.Equal(ChallengeOutcome.Answered, Answer(again, Challenge(401, "Digest realm=\"server\",nonce=\"b\",qop=\"auth\""), out again));

        Assert.Equal(("proxy", "00000002"), (Parameter(again, "realm"), Parameter(again, "nc")));
        Assert.Equal(("server", "00000001"), (Parameter(again, "realm", "Authorization"), Parameter(again, "nc", "Authorization")));
    }

    [Fact]
    public void Ever_more_realms_are_not_followed()
    {
        var outcome = ChallengeOutcome.Answered;
        var rounds = 0;
        var request = Invite;
        while (outcome == ChallengeOutcome.Answered && rounds < 20)
        {
            outcome = Answer(request, Challenge(407, $"Digest realm=\"r{rounds++}\",nonce=\"a\""), out request);
        }

        Assert.Equal((ChallengeOutcome.Endless, 5), (outcome, rounds));
    }

    [Theory]
    [InlineData("Digest realm=\"evil\",nonce=\"a\"", ChallengeOutcome.OtherRealm)]
    [InlineData("Digest realm=\"mine\",nonce=\"a\",algorithm=SHA-512-256", ChallengeOutcome.Unsupported)]
    [InlineData("Digest realm=\"mine\",nonce=\"a\",qop=\"strange\"", ChallengeOutcome.Unsupported)]
    [InlineData("Basic realm=\"mine\"", ChallengeOutcome.Unsupported)]
    [InlineData("Digest realm=\"mine\",nonce=\"a\"", ChallengeOutcome.Answered)]
    public void Only_the_configured_realm_is_answered(string challenge, object outcome)
    {
        var client = New("mine");
        Assert.Equal((ChallengeOutcome)outcome, client.Answer(Invite, Challenge(401, challenge), Peer, out var again));
        Assert.Equal((ChallengeOutcome)outcome == ChallengeOutcome.Answered, again.Headers.Contains("Authorization"));
    }

    [Fact]
    public void A_401_without_a_challenge_is_not_answered() => Assert.Equal(ChallengeOutcome.NoChallenge, Answer(Invite, Challenge(401), out _));

    [Fact]
    public void A_stranger_gets_no_credentials_neither_asked_nor_unasked()
    {
        var stranger = IPAddress.Parse("203.0.113.9");
        var challenge = Challenge(407, "Digest realm=\"r\",nonce=\"a\",qop=\"auth\"");
        Assert.Equal(ChallengeOutcome.OtherHost, _client.Answer(Invite, challenge, stranger, out var again));
        Assert.False(again.Headers.Contains("Proxy-Authorization"));

        Answer(Invite, challenge, out var authorized);
        Assert.False(_client.Authorize(Invite, stranger).Headers.Contains("Proxy-Authorization"));
        Assert.False(_client.AuthorizeAck(Invite, authorized, stranger).Headers.Contains("Proxy-Authorization"));
        Assert.Equal(authorized.Headers["Proxy-Authorization"], _client.AuthorizeAck(Invite, authorized, Peer).Headers["Proxy-Authorization"]);
    }

    [Theory]
    [InlineData(DigestAlgorithm.Md5, "algorithm=MD5")]
    [InlineData(DigestAlgorithm.Sha256, "algorithm=SHA-256")]
    [InlineData(null, "algorithm=SHA-256")]
    public void The_strongest_algorithm_that_may_be_used_is_answered(DigestAlgorithm? only, string answered)
    {
        var client = new DigestClient(new DigestCredentials("alice", "secret", null, only is { } one ? [one] : null), Peer.Equals);
        var both = Challenge(401, "Digest realm=\"r\",nonce=\"a\",algorithm=MD5", "Digest realm=\"r\",nonce=\"a\",algorithm=SHA-256");
        Assert.Equal(ChallengeOutcome.Answered, client.Answer(Invite, both, Peer, out var again));
        Assert.Contains(answered, (again.Headers["Authorization"] ?? again.Headers["Proxy-Authorization"])!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_peer_that_asks_for_less_than_may_be_used_gets_nothing() => Assert.Equal(ChallengeOutcome.Unsupported,
        new DigestClient(new DigestCredentials("alice", "secret", null, [DigestAlgorithm.Sha256]), Peer.Equals)
            .Answer(Invite, Challenge(401, "Digest realm=\"r\",nonce=\"a\",algorithm=MD5"), Peer, out _));

    [Fact]
    public void A_password_is_in_no_text_of_its_owner() => Assert.DoesNotContain("secret", new DigestCredentials("alice", "secret").ToString(), StringComparison.Ordinal);
}
