using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Identity;

namespace Voxie.SipGateway.Tests.Calls.Identity;

/// <summary>STIR/SHAKEN: what an Identity header says, and whether it is so (RFC 8224, 8225, 8588).</summary>
public sealed class PassportTests : IDisposable
{
    private const string Head = """{"alg":"ES256","ppt":"shaken","typ":"passport","x5u":"https://cert.example.org/passport.cer"}""";

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public PassportTests() => _certificate = CertificateOf(_key);

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private static X509Certificate2 CertificateOf(ECDsa key) =>
        new CertificateRequest("CN=SHAKEN 0001", key, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));

    private static string Body(string from = "15550002", string to = "15550001", int age = 5, string attest = "A") => string.Create(null,
        $$"""{"attest":"{{attest}}","dest":{"tn":["{{to}}"]},"iat":{{Now.ToUnixTimeSeconds() - age}},"orig":{"tn":"{{from}}"},"origid":"123e4567-e89b-12d3-a456-426655440000"}""");

    private string Header(string head, string body)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(head))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(body))}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return $"{signed}.{Base64Url.EncodeToString(signature)};info=<https://cert.example.org/passport.cer>;alg=ES256;ppt=shaken";
    }

    private AttestationCheck Check(string header, params X509Certificate2[] certificates)
    {
        Assert.True(PassportReader.TryRead(header, out var passport));
        return new PassportCheck(certificates).Check(passport, "+1 555 0002", "+15550001", Now);
    }

    [Fact]
    public void A_passport_says_its_parts()
    {
        Assert.True(PassportReader.TryRead(Header(Head, Body(attest: "B")), out var passport));

        Assert.Equal(("ES256", "shaken", "B", "15550002", "15550001", "123e4567-e89b-12d3-a456-426655440000"),
            (passport.Algorithm, passport.Type, passport.Attest, passport.Origin, passport.Destinations.Single(), passport.OrigId));
    }

    [Fact]
    public void Without_a_certificate_it_is_a_claim_and_with_the_right_one_verified()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var wrong = CertificateOf(other);
        var header = Header(Head, Body());

        Assert.Equal(AttestationCheck.Claimed, Check(header));
        Assert.Equal(AttestationCheck.Verified, Check(header, _certificate));
        Assert.Equal(AttestationCheck.Verified, Check(header, wrong, _certificate));
        Assert.Equal(AttestationCheck.BadSignature, Check(header, wrong));
    }

    [Fact]
    public void Age_and_both_numbers_must_be_right()
    {
        Assert.Equal(AttestationCheck.Verified, Check(Header(Head, Body(age: 60)), _certificate));
        Assert.Equal(AttestationCheck.Stale, Check(Header(Head, Body(age: 61)), _certificate));
        Assert.Equal(AttestationCheck.Stale, Check(Header(Head, Body(age: -61)), _certificate));
        Assert.Equal(AttestationCheck.Stale, Check(Header(Head, """{"orig":{"tn":"15550002"},"iat":-9223372036854775808}"""), _certificate));
        Assert.Equal(AttestationCheck.OtherCaller, Check(Header(Head, Body(from: "15550003")), _certificate));
        Assert.Equal(AttestationCheck.OtherCalled, Check(Header(Head, Body(to: "15550009")), _certificate));
    }

    [Fact]
    public void Another_algorithm_a_changed_body_and_an_expired_certificate_do_not_pass()
    {
        Assert.Equal(AttestationCheck.BadSignature, Check(Header(Head.Replace("ES256", "none", StringComparison.Ordinal), Body()), _certificate));

        var parts = Header(Head, Body()).Split('.');
        parts[1] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Body(attest: "C")));
        Assert.Equal(AttestationCheck.BadSignature, Check(string.Join('.', parts), _certificate));

        Assert.True(PassportReader.TryRead(Header(Head, Body()), out var passport));
        Assert.Equal(AttestationCheck.BadSignature, new PassportCheck([_certificate]).Check(passport, "15550002", "15550001", Now.AddDays(2)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(";info=<x>")]
    [InlineData("..c2ln")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30")]
    [InlineData("W10.W10.AA")]
    [InlineData("e30.!!!.AA")]
    [InlineData("eyJhbGciOiJcdWQ4MDAifQ.e30.AA")]
    public void What_is_no_passport_is_no_exception(string header) => Assert.False(PassportReader.TryRead(header, out _));

    [Fact]
    public void Strange_types_inside_are_read_over()
    {
        Assert.True(PassportReader.TryRead(Header("{}", """{"iat":"now","orig":[],"dest":{"tn":[1,{},"15550001"]},"attest":7}"""), out var passport));

        Assert.Equal((null, null, null, "15550001"), (passport.IssuedAt, passport.Origin, passport.Attest, passport.Destinations.Single()));
    }
}
