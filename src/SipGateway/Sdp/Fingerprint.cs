using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Voxie.SipGateway.Sdp;

/// <summary>The value of a=fingerprint (RFC 8122 5): a hash of the certificate that its sender will show. Compares by content.</summary>
/// <param name="Hash">sha-256, sha-384 or sha-512.</param>
/// <param name="Value">Upper-case hexadecimal digits without colons.</param>
internal sealed record Fingerprint(string Hash, string Value)
{
    public const string Name = "fingerprint";

    // Strongest last. What is weaker than SHA-256 is no proof (RFC 8122 5.1).
    private static readonly (string Name, int Bytes, Func<byte[], byte[]> Of)[] Hashes =
    [
        ("sha-256", SHA256.HashSizeInBytes, SHA256.HashData),
        ("sha-384", SHA384.HashSizeInBytes, SHA384.HashData),
        ("sha-512", SHA512.HashSizeInBytes, SHA512.HashData),
    ];

    /// <summary>Higher is stronger.</summary>
    public int Strength => Array.FindIndex(Hashes, hash => hash.Name == Hash);

    public static Fingerprint Of(byte[] certificate) => new(Hashes[0].Name, Convert.ToHexString(SHA256.HashData(certificate)));

    /// <summary>Reads a value. Never throws. A hash that we do not use is no fingerprint.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Fingerprint? fingerprint)
    {
        fingerprint = null;
        if (text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var name, var value]) return false;
        var known = Array.FindIndex(Hashes, hash => hash.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (known < 0 || value.Length != 3 * Hashes[known].Bytes - 1) return false;
        for (var i = 0; i < value.Length; i++)
        {
            if (i % 3 == 2 ? value[i] != ':' : !char.IsAsciiHexDigit(value[i])) return false;
        }

        fingerprint = new Fingerprint(Hashes[known].Name, value.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant());
        return true;
    }

    /// <summary>Is this the certificate (DER)?</summary>
    public bool Fits(byte[] certificate) => Strength is >= 0 and var at && Convert.ToHexString(Hashes[at].Of(certificate)) == Value;

    public SdpAttribute ToAttribute() => new(Name, ToString());

    public override string ToString() => Hash + " " + string.Join(':', Value.Chunk(2).Select(pair => new string(pair)));
}
