using System.Security.Cryptography;
using System.Text;

namespace Voxie.SipGateway.Authentication;

/// <summary>Digest algorithms that we know, weakest first (RFC 2617 3.2.1, RFC 8760 2.1).</summary>
public enum DigestAlgorithm
{
    Md5,
    Md5Sess,
    Sha256,
    Sha256Sess,
}

/// <summary>Names and hashes of the algorithms.</summary>
internal static class DigestAlgorithms
{
    /// <param name="name">As in the algorithm parameter; null, when it is absent, means MD5.</param>
    public static bool TryParse(string? name, out DigestAlgorithm algorithm)
    {
        (algorithm, var known) = name?.ToUpperInvariant() switch
        {
            null or "MD5" => (DigestAlgorithm.Md5, true),
            "MD5-SESS" => (DigestAlgorithm.Md5Sess, true),
            "SHA-256" => (DigestAlgorithm.Sha256, true),
            "SHA-256-SESS" => (DigestAlgorithm.Sha256Sess, true),
            _ => (DigestAlgorithm.Md5, false),
        };
        return known;
    }

    public static string Name(this DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Md5 => "MD5",
        DigestAlgorithm.Md5Sess => "MD5-sess",
        DigestAlgorithm.Sha256 => "SHA-256",
        _ => "SHA-256-sess",
    };

    /// <summary>The algorithm without its session form: what a setting names stands for both.</summary>
    public static DigestAlgorithm Plain(this DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Md5Sess => DigestAlgorithm.Md5,
        DigestAlgorithm.Sha256Sess => DigestAlgorithm.Sha256,
        _ => algorithm,
    };

    /// <summary>The key is bound to the nonce and to the client's own (RFC 2617 3.2.2.2).</summary>
    public static bool IsSession(this DigestAlgorithm algorithm) => algorithm is DigestAlgorithm.Md5Sess or DigestAlgorithm.Sha256Sess;

    /// <summary>Lower-case hexadecimal hash.</summary>
    public static string Hash(this DigestAlgorithm algorithm, ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(
        algorithm is DigestAlgorithm.Sha256 or DigestAlgorithm.Sha256Sess ? SHA256.HashData(bytes) : Md5(bytes));

    /// <summary>The same over text, as UTF-8 (RFC 7616 4).</summary>
    public static string Hash(this DigestAlgorithm algorithm, string text) => algorithm.Hash(Encoding.UTF8.GetBytes(text));

#pragma warning disable CA5351 // Most carriers and PBXs offer nothing else; where they offer SHA-256 we take that.
    private static byte[] Md5(ReadOnlySpan<byte> bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351
}
