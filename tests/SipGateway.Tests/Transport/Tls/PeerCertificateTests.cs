using System.Security.Cryptography.X509Certificates;
using Voxie.SipGateway.Transport.Tls;

namespace Voxie.SipGateway.Tests.Transport.Tls;

public sealed class PeerCertificateTests : IDisposable
{
    private const string ServerPurpose = "1.3.6.1.5.5.7.3.1";
    private const string ClientPurpose = "1.3.6.1.5.5.7.3.2";
    private const string CodePurpose = "1.3.6.1.5.5.7.3.3";
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    private CertificateVerdict Judge(X509Certificate2? certificate, string? name = "example.com", X509Certificate2Collection? sent = null) =>
        PeerCertificate.Judge(certificate, sent ?? [], _certificates.Anchors, name, Now);

    [Fact]
    public void None_is_missing() => Assert.Equal(CertificateVerdict.Missing, Judge(null));

    [Theory]
    [InlineData("example.com", nameof(CertificateVerdict.Good))]
    [InlineData(null, nameof(CertificateVerdict.Good))]
    [InlineData("example.org", nameof(CertificateVerdict.WrongName))]
    [InlineData("sip.example.com", nameof(CertificateVerdict.WrongName))]
    public void It_must_be_for_the_domain_that_was_asked_for(string? name, string verdict)
    {
        using var certificate = _certificates.Make("example.com", ["DNS:example.com"]);

        Assert.Equal(verdict, Judge(certificate, name).ToString());
    }

    [Theory]
    [InlineData(null, nameof(CertificateVerdict.Good))]
    [InlineData(ServerPurpose, nameof(CertificateVerdict.Good))]
    [InlineData(ClientPurpose, nameof(CertificateVerdict.Good))]
    [InlineData(CodePurpose, nameof(CertificateVerdict.Purpose))]
    public void It_must_be_for_TLS(string? purpose, string verdict)
    {
        using var certificate = _certificates.Make("example.com", null, purpose: purpose);

        Assert.Equal(verdict, Judge(certificate).ToString());
    }

    [Fact]
    public void One_signed_by_itself_is_not_trusted()
    {
        using var certificate = _certificates.Make("example.com", null, selfSigned: true);

        Assert.Equal(CertificateVerdict.Untrusted, Judge(certificate));
    }

    [Fact]
    public void One_of_another_authority_is_not_trusted()
    {
        using var others = new TestCertificates();
        using var certificate = others.Make("example.com", null);

        Assert.Equal(CertificateVerdict.Untrusted, Judge(certificate));
    }

    [Fact]
    public void One_whose_time_is_over_is_out_of_date()
    {
        using var certificate = _certificates.Make("example.com", null, until: Now.AddDays(-1));

        Assert.Equal(CertificateVerdict.OutOfDate, Judge(certificate));
    }

    [Fact]
    public void What_stands_between_it_and_the_root_must_be_sent_with_it()
    {
        using var between = _certificates.MakeIntermediate("Between");
        using var certificate = _certificates.Make("example.com", null, issuer: between);

        Assert.Equal(CertificateVerdict.Good, Judge(certificate, sent: [between]));
        Assert.Equal(CertificateVerdict.Untrusted, Judge(certificate));
    }
}
