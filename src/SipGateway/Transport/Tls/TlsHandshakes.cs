using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Voxie.SipGateway.Transport.Tls;

/// <summary>Makes TLS of the connections of one listener, and says who is at their other ends. Any thread.</summary>
internal sealed partial class TlsHandshakes(TlsFiles files, ClientCertificates wanted, TimeProvider time, ILogger logger)
{
    private const SslProtocols Versions = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>Our side of a connection that a peer opened.</summary>
    /// <exception cref="AuthenticationException">The peer is refused, or refuses us.</exception>
    public async Task<Stream> AcceptAsync(Stream plain, SipConnection connection, CancellationToken abort)
    {
        var material = files.Current();
        var stream = new SslStream(plain, leaveInnerStreamOpen: false);
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = material.Identity,
            EnabledSslProtocols = Versions,
            AllowRenegotiation = false,
            ClientCertificateRequired = wanted != ClientCertificates.None,
            CertificateChainPolicy = NoLooking(),
            RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
                wanted == ClientCertificates.None
                || (certificate is null && wanted == ClientCertificates.Optional)
                || IsGood(certificate as X509Certificate2, chain, material.Anchors, null, connection),
        }, abort);
        return stream;
    }

    /// <summary>Our side of a connection that we opened.</summary>
    /// <param name="name">Domain that the peer must prove to be, or an address.</param>
    /// <exception cref="AuthenticationException">The peer is another one, or refuses us.</exception>
    public async Task<Stream> ConnectAsync(Stream plain, string name, SipConnection connection, CancellationToken abort)
    {
        var material = files.Current();
        var stream = new SslStream(plain, leaveInnerStreamOpen: false);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = IPAddress.TryParse(name, out _) ? "" : name, // RFC 6066 3: addresses are no server names
            ClientCertificateContext = material.Identity,
            EnabledSslProtocols = Versions,
            AllowRenegotiation = false,
            CertificateChainPolicy = NoLooking(),
            RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
                IsGood(certificate as X509Certificate2, chain, material.Anchors, name, connection),
        }, abort);
        return stream;
    }

    /// <summary>The chain is judged by <see cref="PeerCertificate"/>: what the stream makes of it before must not go to the network.</summary>
    private static X509ChainPolicy NoLooking() =>
        new() { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };

    private bool IsGood(X509Certificate2? certificate, X509Chain? chain, X509Certificate2Collection? anchors, string? name, SipConnection connection)
    {
        var sent = chain?.ChainPolicy.ExtraStore ?? [];
        var verdict = PeerCertificate.Judge(certificate, sent, anchors, name, time.GetUtcNow());
        if (verdict != CertificateVerdict.Good)
        {
            LogRefused(verdict, name ?? "a client", certificate?.Subject ?? "");
            return false;
        }

        connection.PeerNames = SipIdentities.Of(certificate!);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "TLS certificate of {Peer} refused: {Verdict} ({Subject})")]
    private partial void LogRefused(CertificateVerdict verdict, string peer, string subject);
}
