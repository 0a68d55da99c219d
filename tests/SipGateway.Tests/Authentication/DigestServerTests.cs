using System.Net;
using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Messages;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Authentication;

/// <summary>What opens our door, and what does not.</summary>
public sealed class DigestServerTests
{
    private const string Realm = "voxie";
    private static readonly DigestAlgorithm[] Both = [DigestAlgorithm.Sha256, DigestAlgorithm.Md5];
    private static readonly IPAddress Caller = IPAddress.Parse("192.0.2.1");
    private readonly FakeTimeProvider _time = new();
    private readonly DigestServer _server;
    private readonly DigestClient _client = new(new DigestCredentials("alice", "secret"), _ => true);

    public DigestServerTests() => _server = new DigestServer(_time);

    private static SipRequest Request(string method = "INVITE", string uri = "sip:echo@voxie.test") => new()
    {
        Method = method, RequestUri = SipUri.TryParse(uri, out var read) ? read : throw new ArgumentException(uri), Headers = SipHeaders.Empty,
    };

    private SipResponse Challenge(bool stale = false, IPAddress? source = null, DigestAlgorithm[]? algorithms = null) => new()
    {
        StatusCode = 401, ReasonPhrase = "", Headers = new SipHeaders(_server.Challenge(source ?? Caller, Realm, algorithms ?? Both, stale)),
    };

    private SipRequest Answered(SipResponse? challenge = null, DigestClient? client = null)
    {
        Assert.Equal(ChallengeOutcome.Answered, (client ?? _client).Answer(Request(), challenge ?? Challenge(), Caller, out var again));
        return again;
    }

    private DigestVerdict Verify(SipRequest request, IPAddress? source = null, string realm = Realm, DigestAlgorithm[]? algorithms = null) =>
        _server.Verify(request, source ?? Caller, realm, algorithms ?? Both, name => name == "alice" ? "secret" : name == "empty" ? "" : null, out _);

    private static SipRequest Changed(SipRequest request, string from, string to) => request with
    {
        Headers = request.Headers.With("Authorization", request.Headers["Authorization"]!.Replace(from, to, StringComparison.Ordinal)),
    };

    [Theory]
    [InlineData("SHA-256", "MD5")]
    [InlineData("MD5", "SHA-256")]
    [InlineData("MD5")]
    public void What_is_asked_for_stands_in_its_order_with_one_nonce(params string[] names)
    {
        var algorithms = names.Select(name => name == "MD5" ? DigestAlgorithm.Md5 : DigestAlgorithm.Sha256).ToArray();
        var challenges = Challenge(algorithms: algorithms).Headers.All("WWW-Authenticate").Select(value =>
        {
            AuthParameters.TryRead(value, out var sets);
            return sets[0];
        }).ToArray();

        Assert.Equal(names, challenges.Select(challenge => challenge["algorithm"]));
        Assert.Single(challenges.Select(challenge => challenge["nonce"]).Distinct());
        Assert.All(challenges, challenge => Assert.Equal((Realm, "auth", null), (challenge["realm"], challenge["qop"], challenge["stale"])));
    }

    [Fact]
    public void The_right_password_opens()
    {
        var request = Answered();
        Assert.Contains("algorithm=SHA-256", request.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal(DigestVerdict.Accepted, _server.Verify(request, Caller, Realm, Both, _ => "secret", out var user));
        Assert.Equal("alice", user);
    }

    [Fact]
    public void An_algorithm_that_was_not_asked_for_opens_nothing()
    {
        var request = Answered();
        Assert.Equal(DigestVerdict.Unusable, Verify(request, algorithms: [DigestAlgorithm.Md5]));
        Assert.Equal(DigestVerdict.Accepted, Verify(request, algorithms: [DigestAlgorithm.Sha256]));
    }

    [Fact]
    public void A_client_that_knows_only_md5_gets_in_as_well()
    {
        var md5Only = Challenge() with { Headers = new SipHeaders(Challenge().Headers.Skip(1)) };
        Assert.Equal(DigestVerdict.Accepted, Verify(Answered(md5Only)));
    }

    [Fact]
    public void No_credentials_and_those_of_another_realm_are_missing()
    {
        Assert.Equal(DigestVerdict.Missing, Verify(Request()));
        Assert.Equal(DigestVerdict.Missing, Verify(Answered(), realm: "other"));
        Assert.Equal(DigestVerdict.Missing, Verify(Request() with { Headers = Request().Headers.Add("Authorization", "Digest nonsense") }));
    }

    [Theory]
    [InlineData("mallory", "secret")]
    [InlineData("alice", "guess")]
    [InlineData("mallory", "")]
    [InlineData("empty", "")]
    public void A_wrong_password_and_an_unknown_user_look_the_same(string user, string password) => Assert.Equal(
        DigestVerdict.Wrong, Verify(Answered(client: new DigestClient(new DigestCredentials(user, password), _ => true))));

    [Fact]
    public void Credentials_do_not_open_another_method_uri_or_source()
    {
        var request = Answered();
        Assert.Equal(DigestVerdict.Wrong, Verify(request with { Method = "BYE" }));
        Assert.Equal(DigestVerdict.Unusable, Verify(request with { RequestUri = Request(uri: "sip:other@voxie.test").RequestUri }));
        Assert.Equal(DigestVerdict.Unusable, Verify(request, IPAddress.Parse("192.0.2.2")));
        Assert.Equal(DigestVerdict.Accepted, Verify(request));
    }

    [Fact]
    public void A_nonce_that_we_did_not_give_opens_nothing()
    {
        var other = new DigestServer(_time);
        var foreign = new SipResponse { StatusCode = 401, ReasonPhrase = "", Headers = new SipHeaders(other.Challenge(Caller, Realm, Both, false)) };
        Assert.Equal(DigestVerdict.Unusable, Verify(Answered(foreign)));
        Assert.Equal(DigestVerdict.Unusable, Verify(Changed(Answered(client: new DigestClient(new DigestCredentials("alice", "secret"), _ => true)), "nonce=\"", "nonce=\"AA")));
    }

    [Theory]
    [InlineData("qop=auth", "qop=auth-int")]
    [InlineData("algorithm=SHA-256", "algorithm=SHA-256-sess")]
    [InlineData("qop=auth, nc=00000001", "opaque=\"\"")]
    public void What_was_not_offered_is_not_taken(string from, string to) => Assert.Equal(DigestVerdict.Unusable, Verify(Changed(Answered(), from, to)));

    [Fact]
    public void The_same_credentials_again_are_stale_and_so_are_older_counts()
    {
        var first = Answered();
        var second = _client.Authorize(Request(), Caller);
        Assert.Equal(DigestVerdict.Accepted, Verify(second));
        Assert.Equal(DigestVerdict.Stale, Verify(second));
        Assert.Equal(DigestVerdict.Stale, Verify(first));
        Assert.Equal(DigestVerdict.Accepted, Verify(_client.Authorize(Request(), Caller)));
    }

    [Fact]
    public void A_nonce_wears_out_after_five_minutes_and_a_stale_challenge_renews_it()
    {
        Assert.Equal(DigestVerdict.Accepted, Verify(Answered()));
        _time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        var late = _client.Authorize(Request(), Caller);
        Assert.Equal(DigestVerdict.Stale, Verify(late));

        Assert.Equal(ChallengeOutcome.Answered, _client.Answer(late, Challenge(stale: true), Caller, out var again));
        Assert.Equal(DigestVerdict.Accepted, Verify(again));
    }

    [Fact]
    public void A_wrong_password_on_an_old_nonce_is_not_told_that_only_the_nonce_is_old()
    {
        var wrong = Answered(client: new DigestClient(new DigestCredentials("alice", "guess"), _ => true));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(DigestVerdict.Wrong, Verify(wrong));
    }

    [Fact]
    public void Counts_of_nonces_are_bounded_and_what_was_dropped_is_worn_out()
    {
        var counts = new NonceCounts(2);
        TimeSpan At(int second) => TimeSpan.FromSeconds(second);
        Assert.True(counts.TryTake("a", At(1), 1, At(0)));
        Assert.True(counts.TryTake("b", At(2), 1, At(0)));
        Assert.True(counts.TryTake("c", At(3), 1, At(0)));
        Assert.Equal(2, counts.Count);
        Assert.False(counts.TryTake("a", At(1), 1, At(0))); // dropped, and so it cannot be told from a copy
        Assert.False(counts.TryTake("b", At(2), 1, At(0)));
        Assert.True(counts.TryTake("b", At(2), 2, At(0)));
        Assert.True(counts.TryTake("d", At(9), 1, At(8)));
        Assert.Equal(1, counts.Count);
    }
}
