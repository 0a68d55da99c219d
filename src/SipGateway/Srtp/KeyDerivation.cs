namespace Voxie.SipGateway.Srtp;

/// <summary>RFC 3711 4.3: session keys of a master key, at a key derivation rate of 0 (once). RFC 6188 3 for long keys, RFC 7714 11 for GCM.</summary>
internal static class KeyDerivation
{
    /// <summary>Bytes of a salt as the function takes it; GCM's 12 are filled up with zeros.</summary>
    private const int SaltBytes = 14;

    /// <summary>Where the label meets the salt: in front of a 48-bit index, which is 0.</summary>
    private const int LabelAt = 7;

    public static byte[] Derive(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, SrtpLabel label, int bytes)
    {
        Span<byte> block = stackalloc byte[CounterMode.BlockBytes];
        block.Clear();
        masterSalt[..Math.Min(masterSalt.Length, SaltBytes)].CopyTo(block);
        block[LabelAt] ^= (byte)label;
        var derived = new byte[bytes];
        using var stream = new CounterMode(masterKey);
        stream.Apply(block, derived);
        return derived;
    }
}
