using System.Security.Cryptography.X509Certificates;

namespace Voxie.SipGateway.Transport.Tls;

/// <summary>Judges the certificate of a peer: chain, time, purpose, name. Asks nobody on the network.</summary>
internal static class PeerCertificate
{
    private const string ExtendedKeyUsage = "2.5.29.37";

    /// <summary>
    /// id-kp-serverAuth, clientAuth, sipDomain (RFC 5924) and any. Public authorities do not certify clients any more, so a carrier
    /// that connects to us shows the certificate of its server: either will do.
    /// </summary>
    private static readonly HashSet<string> Purposes = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.20", "2.5.29.37.0"];

    /// <param name="sent">What the peer sent with it, to fill its chain.</param>
    /// <param name="anchors">Roots; null: those of the system.</param>
    /// <param name="name">Who it must be for; null: anybody.</param>
    public static CertificateVerdict Judge(
        X509Certificate2? certificate, X509Certificate2Collection sent, X509Certificate2Collection? anchors, string? name, DateTimeOffset now)
    {
        if (certificate is null)
        {
            return CertificateVerdict.Missing;
        }

        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = now.LocalDateTime;
        policy.ExtraStore.AddRange(sent);
        if (anchors is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(anchors);
        }

        if (!chain.Build(certificate))
        {
            return chain.ChainStatus.All(status => status.Status == X509ChainStatusFlags.NotTimeValid)
                ? CertificateVerdict.OutOfDate
                : CertificateVerdict.Untrusted;
        }

        if (!IsForTls(certificate))
        {
            return CertificateVerdict.Purpose;
        }

        return name is null || SipIdentities.Match(SipIdentities.Of(certificate), name) ? CertificateVerdict.Good : CertificateVerdict.WrongName;
    }

    private static bool IsForTls(X509Certificate2 certificate) =>
        certificate.Extensions.FirstOrDefault(e => e.Oid?.Value == ExtendedKeyUsage) is not X509EnhancedKeyUsageExtension usage
        || usage.EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>().Any(oid => oid.Value is { } value && Purposes.Contains(value));
}
