using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Voxie.SipGateway.Tests.Transport.Tls;

/// <summary>An authority that lives for one test, and what it signs, as PEM files in a folder of its own.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly X509Certificate2 _authority = Authority("CN=Test authority");
    private int _serial;

    public TestCertificates() => File.WriteAllText(AuthorityFile, _authority.ExportCertificatePem());

    public string Folder { get; } = Directory.CreateTempSubdirectory("voxie-certificates-").FullName;

    public string AuthorityFile => Path.Combine(Folder, "authority.pem");

    public X509Certificate2Collection Anchors => [_authority];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>A certificate and its key, signed by the authority, or by itself.</summary>
    /// <param name="alternatives">As <c>DNS:example.com</c>, <c>URI:sip:example.com</c>, <c>IP:127.0.0.1</c>; null: no such extension at all.</param>
    public X509Certificate2 Make(
        string commonName, string[]? alternatives, bool selfSigned = false, DateTimeOffset? until = null, string? purpose = null, X509Certificate2? issuer = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        if (alternatives is not null)
        {
            request.CertificateExtensions.Add(Alternatives(alternatives));
        }

        if (purpose is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        }

        if (selfSigned)
        {
            return request.CreateSelfSigned(From, until ?? Until);
        }

        using var signed = request.Create(issuer ?? _authority, From, until ?? Until, BitConverter.GetBytes(++_serial));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>An authority below the root.</summary>
    public X509Certificate2 MakeIntermediate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = AuthorityRequest($"CN={name}", key).Create(_authority, From, Until, BitConverter.GetBytes(++_serial));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>Writes certificate and key into one file.</summary>
    public string Write(string file, X509Certificate2 certificate, params X509Certificate2[] chain)
    {
        var path = Path.Combine(Folder, file);
        var certificates = new[] { certificate }.Concat(chain).Select(c => c.ExportCertificatePem());
        File.WriteAllText(path, string.Join('\n', certificates.Append(KeyOf(certificate))));
        return path;
    }

    /// <summary>Writes the key alone.</summary>
    public string WriteKey(string file, X509Certificate2 certificate)
    {
        var path = Path.Combine(Folder, file);
        File.WriteAllText(path, KeyOf(certificate));
        return path;
    }

    private static string KeyOf(X509Certificate2 certificate) => certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return AuthorityRequest(name, key).CreateSelfSigned(From, Until);
    }

    private static CertificateRequest AuthorityRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static X509Extension Alternatives(string[] names)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var name in names)
            {
                var (kind, value) = (name[..name.IndexOf(':', StringComparison.Ordinal)], name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..]);
                if (kind == "IP")
                {
                    writer.WriteOctetString(System.Net.IPAddress.Parse(value).GetAddressBytes(), new Asn1Tag(TagClass.ContextSpecific, 7));
                }
                else
                {
                    var tag = kind switch { "DNS" => 2, "URI" => 6, _ => 1 };
                    writer.WriteCharacterString(UniversalTagNumber.IA5String, value, new Asn1Tag(TagClass.ContextSpecific, tag));
                }
            }
        }

        return new X509Extension("2.5.29.17", writer.Encode(), critical: false);
    }
}
