using Voxie.SipGateway.Authentication;

namespace Voxie.SipGateway.Tests.Authentication;

/// <summary>Reading of challenges and credentials, down to what only broken or hostile peers send.</summary>
public sealed class AuthParametersTests
{
    [Fact]
    public void Names_compare_without_case_and_values_lose_quotes_and_escapes()
    {
        Assert.Equal(AuthReadReason.None, AuthParameters.TryRead(
            """DIGEST  Realm="a \"b\" \\ c" , NONCE=abc==,stale=FALSE,opaque="" """, out var sets));

        var set = Assert.Single(sets);
        Assert.True(set.IsDigest);
        Assert.Equal(("""a "b" \ c""", "abc==", "FALSE", ""), (set["realm"], set["nonce"], set["stale"], set["opaque"]));
        Assert.Null(set["qop"]);
    }

    [Fact]
    public void Several_sets_in_one_value_are_told_apart()
    {
        Assert.Equal(AuthReadReason.None, AuthParameters.TryRead("""Basic realm="x", Digest realm="y", nonce="1", NewScheme a=b""", out var sets));

        Assert.Equal(["Basic", "Digest", "NewScheme"], sets.Select(set => set.Scheme));
        Assert.Equal("y", sets[1]["realm"]);
        Assert.Equal("b", sets[2]["a"]);
    }

    [Theory]
    [InlineData("", AuthReadReason.Syntax)]
    [InlineData("=", AuthReadReason.Syntax)]
    [InlineData("Digest", AuthReadReason.None)]
    [InlineData("Digest ,,, realm=x,,", AuthReadReason.None)]
    [InlineData("Digest realm=", AuthReadReason.None)]
    [InlineData("Digest realm=\"unended", AuthReadReason.Syntax)]
    [InlineData("Digest realm=\"a\"b", AuthReadReason.Syntax)]
    [InlineData("Digest realm=\"a\" nonce=\"b\"", AuthReadReason.Syntax)]
    [InlineData("Digest realm=\"a\\", AuthReadReason.Syntax)]
    [InlineData("Digest realm=a,realm=b", AuthReadReason.Repeated)]
    [InlineData("Digest realm=a,REALM=b", AuthReadReason.Repeated)]
    [InlineData("Digest \"realm\"=a", AuthReadReason.Syntax)]
    [InlineData("a b c d e f g h i", AuthReadReason.TooMany)]
    public void A_fault_has_its_reason(string value, object reason) => Assert.Equal((AuthReadReason)reason, AuthParameters.TryRead(value, out _));

    [Fact]
    public void More_parameters_than_anybody_needs_are_refused() => Assert.Equal(
        AuthReadReason.TooMany, AuthParameters.TryRead("Digest " + string.Join(',', Enumerable.Range(0, 100).Select(n => $"p{n}=x")), out _));

    [Theory]
    [InlineData("Basic realm=\"x\"", AuthReadReason.Scheme)]
    [InlineData("Digest realm=\"x\"", AuthReadReason.Missing)]
    [InlineData("Digest nonce=\"x\"", AuthReadReason.Missing)]
    [InlineData("Digest realm=\"x\",nonce=\"\"", AuthReadReason.Missing)]
    [InlineData("Digest realm=\"x\",nonce=\"y\",algorithm=SHA-512-256", AuthReadReason.Algorithm)]
    [InlineData("Digest realm=\"x\",nonce=\"y\",algorithm=sha-256", AuthReadReason.None)]
    public void A_challenge_needs_its_parts(string value, object reason)
    {
        AuthParameters.TryRead(value, out var sets);
        Assert.Equal((AuthReadReason)reason, DigestChallenge.TryParse(sets[0], out _));
    }

    [Theory]
    [InlineData("Digest username=u,realm=r,nonce=n,uri=\"sip:x\",response=aa", AuthReadReason.None)]
    [InlineData("Digest realm=r,nonce=n,uri=\"sip:x\",response=aa", AuthReadReason.Missing)]
    [InlineData("Digest username=u,realm=r,nonce=n,uri=\"sip:x\",response=", AuthReadReason.Missing)]
    [InlineData("Digest username=u,realm=r,nonce=n,uri=\"sip:x\",response=aa,qop=auth", AuthReadReason.Qop)]
    [InlineData("Digest username=u,realm=r,nonce=n,uri=\"sip:x\",response=aa,qop=auth,cnonce=c", AuthReadReason.NonceCount)]
    [InlineData("Digest username=u,realm=r,nonce=n,uri=\"sip:x\",response=aa,qop=auth,cnonce=c,nc=000000001", AuthReadReason.NonceCount)]
    [InlineData("Digest username=u,realm=r,nonce=n,uri=\"sip:x\",response=aa,qop=auth,cnonce=c,nc=-1", AuthReadReason.NonceCount)]
    [InlineData("Digest username=u,realm=r,nonce=n,uri=\"sip:x\",response=aa,qop=auth,cnonce=c,nc=0000000a", AuthReadReason.None)]
    [InlineData("Digest username=u,realm=r,nonce=n,uri=\"sip:x\",response=aa,qop=\"auth,auth-int\",cnonce=c,nc=1", AuthReadReason.Qop)]
    [InlineData("Digest username=u,realm=r,nonce=n,uri=\"sip:x\",response=aa,algorithm=ROT13", AuthReadReason.Algorithm)]
    public void Credentials_need_their_parts(string value, object reason)
    {
        AuthParameters.TryRead(value, out var sets);
        Assert.Equal((AuthReadReason)reason, DigestAuthorization.TryParse(sets[0], out _));
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        var challenge = new DigestChallenge("a \"realm\" \\", "n=/+")
        {
            Algorithm = DigestAlgorithm.Sha256Sess, NamesAlgorithm = true, Qops = DigestQop.Auth | DigestQop.AuthInt, Opaque = "o", IsStale = true,
        };
        AuthParameters.TryRead(challenge.ToString(), out var sets);
        DigestChallenge.TryParse(sets[0], out var read);
        Assert.Equal(challenge, read);

        var given = new DigestAuthorization("us\"er", "a \"realm\" \\", "n=/+", "sip:x@y;a=b")
        {
            Algorithm = DigestAlgorithm.Md5Sess, NamesAlgorithm = true, Qop = DigestQop.AuthInt, NonceCount = 0xab, ClientNonce = "c", Opaque = "o", Response = "ff",
        };
        AuthParameters.TryRead(given.ToString(), out sets);
        DigestAuthorization.TryParse(sets[0], out var readBack);
        Assert.Equal(given, readBack);
        Assert.Contains("nc=000000ab", given.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        const string alphabet = "Digest realm=nonce,\"\\ =\t,;0x\u00e9";
        var random = new Random(20260101);
        for (var run = 0; run < 20_000; run++)
        {
            var value = string.Create(random.Next(60), random, (text, dice) =>
            {
                for (var i = 0; i < text.Length; i++) text[i] = alphabet[dice.Next(alphabet.Length)];
            });
            AuthParameters.TryRead(value, out var sets);
            foreach (var set in sets)
            {
                DigestChallenge.TryParse(set, out _);
                DigestAuthorization.TryParse(set, out _);
            }
        }
    }
}
