using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Voxie.Interop.Peers;

namespace Voxie.Interop.Matrix;

/// <summary>An authority of the test's own, with a certificate for the node and one for the peers, both for this machine only.</summary>
internal sealed class TestCertificates
{
    private static readonly DateTimeOffset From = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly DateTimeOffset To = DateTimeOffset.UnixEpoch.AddYears(80);

    public TestCertificates(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Voxie interop authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        using var authority = request.CreateSelfSigned(From, To);
        Authority = Path.Combine(folder, "authority.pem");
        File.WriteAllText(Authority, authority.ExportCertificatePem() + "\n");
        (NodeCertificate, NodeKey) = Issue(authority, folder, "node", 1);
        (PeerCertificate, PeerKey) = Issue(authority, folder, "peer", 2);
        PeerBoth = Path.Combine(folder, "peer-both.pem");
        File.WriteAllText(PeerBoth, File.ReadAllText(PeerCertificate) + File.ReadAllText(PeerKey));
    }

    public string Authority { get; }

    public string NodeCertificate { get; }

    public string NodeKey { get; }

    public string PeerCertificate { get; }

    public string PeerKey { get; }

    /// <summary>Certificate and key of the peer in one file.</summary>
    public string PeerBoth { get; }

    private static (string Certificate, string Key) Issue(X509Certificate2 authority, string folder, string name, byte serial)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        names.AddIpAddress(IPAddress.Parse(KamailioPeer.Host));
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, From, To, [serial]);
        var certificateFile = Path.Combine(folder, name + ".pem");
        var keyFile = Path.Combine(folder, name + ".key");
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem() + "\n");
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
        return (certificateFile, keyFile);
    }
}
