using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Dtls;

/// <summary>
/// Who we are in every handshake of this run: a key of our own that never leaves memory, a certificate signed by itself, which peers know by
/// its fingerprint alone, and the settings of OpenSSL that go with it. Any thread.
/// </summary>
internal sealed class DtlsIdentity : IDisposable
{
    // Only what forgets its keys (ECDHE). Nothing but the handshake itself is ever sent under these ciphers, so older AES suites do no harm.
    private const string Ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AES:!aNULL:!eNULL";

    /// <summary>Bytes of certificates that a peer may show: its own, and perhaps a chain that nobody asked for.</summary>
    private const int MaxCertificates = 16 * 1024;

    private static readonly TimeSpan Life = TimeSpan.FromDays(3650);

    private readonly TimeProvider _time;

    public DtlsIdentity(TimeProvider time)
    {
        _time = time;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=voxie", key, HashAlgorithmName.SHA256);
        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now + Life);
        Fingerprint = Fingerprint.Of(certificate.RawData);
        Context = NewContext(certificate.RawData, key.ExportECPrivateKey());
    }

    /// <summary>What our session descriptions say.</summary>
    public Fingerprint Fingerprint { get; }

    public SslContextHandle Context { get; }

    /// <summary>A handshake to come. It costs nothing before it starts.</summary>
    public DtlsAssociation NewAssociation(DtlsTerms terms) => new(this, terms, _time, static work => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false));

    public void Dispose() => Context.Dispose();

    private static unsafe SslContextHandle NewContext(byte[] certificate, byte[] key)
    {
        OpenSsl.ERR_clear_error();
        var context = OpenSsl.SSL_CTX_new(OpenSsl.DTLS_method());
        fixed (byte* certificateBytes = certificate, keyBytes = key)
        {
            var ready = !context.IsInvalid
                && OpenSsl.SSL_CTX_ctrl(context, OpenSsl.ControlMinProtocol, OpenSsl.Dtls12, 0) == 1
                && OpenSsl.SSL_CTX_set_cipher_list(context, Ciphers) == 1
                && OpenSsl.SSL_CTX_set_tlsext_use_srtp(context, ExportedKeys.Profiles) == 0
                && OpenSsl.SSL_CTX_use_certificate_ASN1(context, certificate.Length, certificateBytes) == 1
                && OpenSsl.SSL_CTX_use_PrivateKey_ASN1(OpenSsl.KeyTypeEc, context, keyBytes, key.Length) == 1;
            CryptographicOperations.ZeroMemory(key);
            if (!ready) throw new CryptographicException("OpenSSL does not take our certificate, ciphers or SRTP profiles.");
        }

        // Every association is a new one: nothing is resumed.
        OpenSsl.SSL_CTX_ctrl(context, OpenSsl.ControlSessionCache, 0, 0);
        OpenSsl.SSL_CTX_ctrl(context, OpenSsl.ControlMaxCertificates, MaxCertificates, 0);
        OpenSsl.SSL_CTX_ctrl(context, OpenSsl.ControlMode, OpenSsl.ModeReleaseBuffers, 0);
        OpenSsl.SSL_CTX_set_options(context, OpenSsl.OptionNoTicket | OpenSsl.OptionNoRenegotiation | OpenSsl.OptionNoQueryMtu);
        OpenSsl.SSL_CTX_set_verify(context, OpenSsl.VerifyPeer | OpenSsl.VerifyFailIfNoPeerCertificate, 0);
        OpenSsl.SSL_CTX_set_cert_verify_callback(context, &DtlsCallbacks.Verify, 0);
        OpenSsl.SSL_CTX_set_cookie_generate_cb(context, &DtlsCallbacks.MakeCookie);
        OpenSsl.SSL_CTX_set_cookie_verify_cb(context, &DtlsCallbacks.CheckCookie);
        return context;
    }
}
