using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Dtls;

/// <summary>RFC 5764 4.1.2 and 4.2, RFC 7714 12: protection profiles, and how the exported bytes are cut into master keys. Pure.</summary>
internal static class ExportedKeys
{
    /// <summary>The label of the exporter.</summary>
    public const string Label = "EXTRACTOR-dtls_srtp";

    /// <summary>Our profiles in OpenSSL's words, the best first.</summary>
    public const string Profiles = "SRTP_AEAD_AES_256_GCM:SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80:SRTP_AES128_CM_SHA1_32";

    /// <param name="profile">As registered for use_srtp.</param>
    public static SrtpSuite? SuiteOf(int profile) => profile switch
    {
        0x0001 => SrtpSuite.AesCm128Sha1Tag80,
        0x0002 => SrtpSuite.AesCm128Sha1Tag32,
        0x0007 => SrtpSuite.AesGcm128,
        0x0008 => SrtpSuite.AesGcm256,
        _ => null,
    };

    /// <param name="material">Client's key, server's key, client's salt, server's salt; each sends with its own.</param>
    public static SrtpKeys Cut(SrtpSuite suite, ReadOnlySpan<byte> material, DtlsRole role)
    {
        var salts = material[(2 * suite.KeyBytes)..];
        byte[] client = [.. material[..suite.KeyBytes], .. salts[..suite.SaltBytes]];
        byte[] server = [.. material.Slice(suite.KeyBytes, suite.KeyBytes), .. salts.Slice(suite.SaltBytes, suite.SaltBytes)];
        return role == DtlsRole.Client ? new SrtpKeys(suite, client, server) : new SrtpKeys(suite, server, client);
    }
}
