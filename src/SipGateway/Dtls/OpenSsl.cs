using System.Runtime.InteropServices;

namespace Voxie.SipGateway.Dtls;

/// <summary>
/// What we use of OpenSSL 3: DTLS over memory. .NET has no DTLS of its own; its cryptography on Linux stands on the same library.
/// Functions whose names differ from C's are macros there, on <c>SSL_ctrl</c> and its kin.
/// </summary>
internal static unsafe partial class OpenSsl
{
    public const int ErrorWantRead = 2;
    public const int ErrorZeroReturn = 6;
    public const int VerifyPeer = 1;
    public const int VerifyFailIfNoPeerCertificate = 2;
    public const int KeyTypeEc = 408;
    public const int Dtls12 = 0xFEFD;
    public const int CertificateRejected = 28;

    /// <summary>No path discovery: the size of a datagram is ours to say.</summary>
    public const ulong OptionNoQueryMtu = 1UL << 12;
    public const ulong OptionCookieExchange = 1UL << 13;
    public const ulong OptionNoTicket = 1UL << 14;
    public const ulong OptionNoRenegotiation = 1UL << 30;

    public const int ControlReset = 1;
    public const int ControlPending = 10;
    public const int ControlSetMtu = 17;
    public const int ControlMode = 33;
    public const int ControlSessionCache = 44;
    public const int ControlMaxCertificates = 51;
    public const int ControlGetTimeout = 73;
    public const int ControlHandleTimeout = 74;
    public const int ControlMinProtocol = 123;
    public const int ControlEmptyReturn = 130;

    public const int ModeReleaseBuffers = 0x10;

    private const string Ssl = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";

    [LibraryImport(Ssl)]
    public static partial nint DTLS_method();

    [LibraryImport(Ssl)]
    public static partial SslContextHandle SSL_CTX_new(nint method);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_free(nint context);

    [LibraryImport(Ssl)]
    public static partial long SSL_CTX_ctrl(SslContextHandle context, int command, long number, nint pointer);

    [LibraryImport(Ssl)]
    public static partial ulong SSL_CTX_set_options(SslContextHandle context, ulong options);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_set_cipher_list(SslContextHandle context, string ciphers);

    /// <returns>0 on success, unlike its neighbours.</returns>
    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_set_tlsext_use_srtp(SslContextHandle context, string profiles);

    [LibraryImport(Ssl)]
    public static partial int SSL_CTX_use_certificate_ASN1(SslContextHandle context, int length, byte* der);

    [LibraryImport(Ssl)]
    public static partial int SSL_CTX_use_PrivateKey_ASN1(int type, SslContextHandle context, byte* der, nint length);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_set_verify(SslContextHandle context, int mode, nint callback);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_set_cert_verify_callback(SslContextHandle context, delegate* unmanaged<nint, nint, int> callback, nint argument);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_set_cookie_generate_cb(SslContextHandle context, delegate* unmanaged<nint, byte*, uint*, int> callback);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_set_cookie_verify_cb(SslContextHandle context, delegate* unmanaged<nint, byte*, uint, int> callback);

    [LibraryImport(Ssl)]
    public static partial SslHandle SSL_new(SslContextHandle context);

    [LibraryImport(Ssl)]
    public static partial void SSL_free(nint ssl);

    [LibraryImport(Ssl)]
    public static partial ulong SSL_set_options(SslHandle ssl, ulong options);

    [LibraryImport(Ssl)]
    public static partial long SSL_ctrl(SslHandle ssl, int command, long number, void* pointer);

    /// <summary>Both buffers belong to the SSL from here on.</summary>
    [LibraryImport(Ssl)]
    public static partial void SSL_set_bio(SslHandle ssl, nint read, nint write);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_connect_state(SslHandle ssl);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_accept_state(SslHandle ssl);

    [LibraryImport(Ssl)]
    public static partial void DTLS_set_timer_cb(SslHandle ssl, delegate* unmanaged<nint, uint, uint> callback);

    [LibraryImport(Ssl)]
    public static partial int SSL_do_handshake(SslHandle ssl);

    [LibraryImport(Ssl)]
    public static partial int SSL_read(SslHandle ssl, byte* buffer, int length);

    [LibraryImport(Ssl)]
    public static partial int SSL_get_error(SslHandle ssl, int result);

    [LibraryImport(Ssl)]
    public static partial SrtpProfile* SSL_get_selected_srtp_profile(SslHandle ssl);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_export_keying_material(SslHandle ssl, byte* output, nuint length, string label, nuint labelLength, byte* context, nuint contextLength, int useContext);

    [LibraryImport(Crypto)]
    public static partial nint BIO_s_mem();

    [LibraryImport(Crypto)]
    public static partial nint BIO_new(nint type);

    [LibraryImport(Crypto)]
    public static partial int BIO_read(nint bio, byte* data, int length);

    [LibraryImport(Crypto)]
    public static partial int BIO_write(nint bio, byte* data, int length);

    [LibraryImport(Crypto)]
    public static partial long BIO_ctrl(nint bio, int command, long number, nint pointer);

    [LibraryImport(Crypto)]
    public static partial nint X509_STORE_CTX_get0_cert(nint store);

    [LibraryImport(Crypto)]
    public static partial void X509_STORE_CTX_set_error(nint store, int error);

    [LibraryImport(Crypto)]
    public static partial int i2d_X509(nint certificate, byte** output);

    /// <summary>Errors wait on their thread and would be taken for those of the next call.</summary>
    [LibraryImport(Crypto)]
    public static partial void ERR_clear_error();

    /// <summary><c>SRTP_PROTECTION_PROFILE</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct SrtpProfile
    {
        public nint Name;
        public nuint Id;
    }

    /// <summary><c>struct timeval</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeValue
    {
        public nint Seconds;
        public nint Microseconds;
    }
}
