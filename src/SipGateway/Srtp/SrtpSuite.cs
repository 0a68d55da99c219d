using System.Collections.Immutable;

namespace Voxie.SipGateway.Srtp;

/// <summary>A cipher with its sizes, by the name that session descriptions give it.</summary>
internal sealed class SrtpSuite
{
    // RFC 4568 6.2: the short tag is for media alone, reports keep the long one.
    private const int LongTag = 10;
    private const int ShortTag = 4;
    private const int GcmTag = 16;

    public static readonly SrtpSuite AesCm128Sha1Tag80 = new("AES_CM_128_HMAC_SHA1_80", 16, 14, LongTag, LongTag);
    public static readonly SrtpSuite AesCm128Sha1Tag32 = new("AES_CM_128_HMAC_SHA1_32", 16, 14, ShortTag, LongTag);
    public static readonly SrtpSuite AesCm256Sha1Tag80 = new("AES_256_CM_HMAC_SHA1_80", 32, 14, LongTag, LongTag);
    public static readonly SrtpSuite AesCm256Sha1Tag32 = new("AES_256_CM_HMAC_SHA1_32", 32, 14, ShortTag, LongTag);
    public static readonly SrtpSuite AesGcm128 = new("AEAD_AES_128_GCM", 16, 12, GcmTag, GcmTag) { IsAead = true };
    public static readonly SrtpSuite AesGcm256 = new("AEAD_AES_256_GCM", 32, 12, GcmTag, GcmTag) { IsAead = true };

    /// <summary>All of them, in our order of preference.</summary>
    public static readonly ImmutableArray<SrtpSuite> All =
        [AesGcm256, AesGcm128, AesCm256Sha1Tag80, AesCm128Sha1Tag80, AesCm256Sha1Tag32, AesCm128Sha1Tag32];

    private SrtpSuite(string name, int keyBytes, int saltBytes, int mediaTagBytes, int controlTagBytes) =>
        (Name, KeyBytes, SaltBytes, MediaTagBytes, ControlTagBytes) = (name, keyBytes, saltBytes, mediaTagBytes, controlTagBytes);

    /// <summary>As in RFC 4568, 6188 and 7714.</summary>
    public string Name { get; }

    /// <summary>Of the master key and of the session key.</summary>
    public int KeyBytes { get; }

    public int SaltBytes { get; }

    /// <summary>Key and salt together, as they travel.</summary>
    public int MasterBytes => KeyBytes + SaltBytes;

    /// <summary>What a media packet grows by.</summary>
    public int MediaTagBytes { get; }

    /// <summary>Tag of a report, which grows by 4 bytes more.</summary>
    public int ControlTagBytes { get; }

    /// <summary>AES-GCM: one primitive encrypts and authenticates (RFC 7714).</summary>
    public bool IsAead { get; private init; }

    /// <summary>Media tags of at least 80 bits.</summary>
    public bool HasLongTag => MediaTagBytes >= LongTag;

    /// <summary>The suite of a name, in RFC 6188's order of its words or the one of the drafts before, which many still say.</summary>
    public static SrtpSuite? Find(string name)
    {
        foreach (var suite in All)
        {
            if (suite.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return suite;
        }

        return name.StartsWith("AES_CM_256_", StringComparison.OrdinalIgnoreCase) ? Find("AES_256_CM_" + name["AES_CM_256_".Length..]) : null;
    }

    public override string ToString() => Name;
}
