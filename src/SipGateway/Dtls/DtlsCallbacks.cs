using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Voxie.SipGateway.Dtls;

/// <summary>
/// What OpenSSL asks back while it works. It does so on the thread that called it, so whom the question is about stands in a field of that
/// thread. Nothing is thrown through native frames.
/// </summary>
internal static unsafe class DtlsCallbacks
{
    /// <summary>Bytes of one certificate that are looked at.</summary>
    private const int MaxCertificate = 16 * 1024;

    /// <summary>Whom OpenSSL works for on this thread.</summary>
    [field: ThreadStatic]
    public static DtlsHandshake? Current { get; set; }

    /// <summary>In place of OpenSSL's whole verification: the peer is who its session description says, nothing else counts (RFC 5763 5).</summary>
    [UnmanagedCallersOnly]
    public static int Verify(nint store, nint argument)
    {
        var certificate = OpenSsl.X509_STORE_CTX_get0_cert(store);
        var length = certificate == 0 ? 0 : OpenSsl.i2d_X509(certificate, null);
        if (length is > 0 and <= MaxCertificate)
        {
            var der = new byte[length];
            fixed (byte* bytes = der)
            {
                var output = bytes;
                if (OpenSsl.i2d_X509(certificate, &output) == length && Current?.Accepts(der) == true) return 1;
            }
        }

        OpenSsl.X509_STORE_CTX_set_error(store, OpenSsl.CertificateRejected);
        return 0;
    }

    [UnmanagedCallersOnly]
    public static int MakeCookie(nint ssl, byte* cookie, uint* length)
    {
        if (Current is not { } handshake) return 0;
        handshake.Cookie.CopyTo(new Span<byte>(cookie, DtlsHandshake.CookieBytes));
        *length = DtlsHandshake.CookieBytes;
        return 1;
    }

    [UnmanagedCallersOnly]
    public static int CheckCookie(nint ssl, byte* cookie, uint length) =>
        length == DtlsHandshake.CookieBytes && Current is { } handshake
            && CryptographicOperations.FixedTimeEquals(new ReadOnlySpan<byte>(cookie, DtlsHandshake.CookieBytes), handshake.Cookie) ? 1 : 0;

    /// <param name="microseconds">The last wait; 0: there was none.</param>
    /// <returns>The next one.</returns>
    [UnmanagedCallersOnly]
    public static uint NextWait(nint ssl, uint microseconds) => Current?.NextWait(microseconds) ?? 1_000_000;
}
