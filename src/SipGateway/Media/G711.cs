namespace Voxie.SipGateway.Media;

/// <summary>ITU-T G.711: 8 kHz, one byte per sample. Tables, computed once from the definition of the two laws.</summary>
internal static class G711
{
    public const int RateHz = 8000;

    // mu-law works on 14 bits, A-law on 13: the encoder tables are indexed by the upper bits of a sample.
    private const int MuLawShift = 2;
    private const int ALawShift = 3;

    private static readonly short[] MuLawDecode = Table(256, code => ExpandMuLaw((byte)code));
    private static readonly short[] ALawDecode = Table(256, code => ExpandALaw((byte)code));
    private static readonly byte[] MuLawEncode = Table(65536 >> MuLawShift, index => CompressMuLaw(index - (32768 >> MuLawShift)));
    private static readonly byte[] ALawEncode = Table(65536 >> ALawShift, index => CompressALaw(index - (32768 >> ALawShift)));

    /// <param name="pcm">At least as long as <paramref name="payload"/>.</param>
    public static void Decode(AudioCodec codec, ReadOnlySpan<byte> payload, Span<short> pcm)
    {
        var table = codec == AudioCodec.Pcmu ? MuLawDecode : ALawDecode;
        pcm = pcm[..payload.Length];
        for (var i = 0; i < payload.Length; i++) pcm[i] = table[payload[i]];
    }

    /// <param name="payload">At least as long as <paramref name="pcm"/>.</param>
    public static void Encode(AudioCodec codec, ReadOnlySpan<short> pcm, Span<byte> payload)
    {
        payload = payload[..pcm.Length];
        if (codec == AudioCodec.Pcmu)
            for (var i = 0; i < pcm.Length; i++) payload[i] = MuLawEncode[(pcm[i] + 32768) >> MuLawShift];
        else
            for (var i = 0; i < pcm.Length; i++) payload[i] = ALawEncode[(pcm[i] + 32768) >> ALawShift];
    }

    /// <summary>Code 8-bit sign-magnitude, inverted: segment in bits 4-6, step in bits 0-3; bias 33 in 14-bit units.</summary>
    private static short ExpandMuLaw(byte code)
    {
        var inverted = ~code;
        var magnitude = ((((inverted & 0xF) << 3) + 0x84) << ((inverted & 0x70) >> 4)) - 0x84;
        return (short)((inverted & 0x80) != 0 ? -magnitude : magnitude);
    }

    /// <summary>Even bits are inverted on the line; the sign bit is set for positive values.</summary>
    private static short ExpandALaw(byte code)
    {
        var plain = code ^ 0x55;
        var segment = (plain & 0x70) >> 4;
        var magnitude = ((plain & 0xF) << 4) + 8;
        if (segment > 0) magnitude = (magnitude + 0x100) << (segment - 1);
        return (short)((plain & 0x80) != 0 ? magnitude : -magnitude);
    }

    private static byte CompressMuLaw(int sample14)
    {
        var biased = Math.Min(Math.Abs(sample14), 8158) + 33;
        var segment = int.Log2(biased) - 5;
        var code = (segment << 4) | ((biased >> (segment + 1)) & 0xF);
        return (byte)(sample14 < 0 ? 0x7F ^ code : 0xFF ^ code);
    }

    private static byte CompressALaw(int sample13)
    {
        // One's complement for negative values: -1 is the first step below zero.
        var magnitude = sample13 < 0 ? ~sample13 : sample13;
        var segment = Math.Max(0, int.Log2(magnitude | 1) - 4);
        var code = (segment << 4) | ((segment == 0 ? magnitude >> 1 : magnitude >> segment) & 0xF);
        return (byte)(sample13 < 0 ? code ^ 0x55 : code ^ 0xD5);
    }

    private static T[] Table<T>(int size, Func<int, T> entry)
    {
        var table = new T[size];
        for (var i = 0; i < size; i++) table[i] = entry(i);
        return table;
    }
}
