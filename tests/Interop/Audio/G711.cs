namespace Voxie.Interop.Audio;

/// <summary>ITU-T G.711 by its segments, written apart from the product's tables so that one can catch the other's slip.</summary>
internal static class G711
{
    private const int MuLawBias = 0x84;
    private const int MuLawClip = 32635;

    public static byte EncodeMuLaw(short sample)
    {
        var sign = sample < 0 ? 0x80 : 0;
        var magnitude = Math.Min(Math.Abs((int)sample), MuLawClip) + MuLawBias;
        var segment = 31 - int.LeadingZeroCount(magnitude) - 7;
        var step = (magnitude >> (segment + 3)) & 0x0F;
        return (byte)~(sign | (segment << 4) | step);
    }

    public static short DecodeMuLaw(byte code)
    {
        var bits = ~code;
        var segment = (bits >> 4) & 0x07;
        var magnitude = ((((bits & 0x0F) << 3) + MuLawBias) << segment) - MuLawBias;
        return (short)((bits & 0x80) != 0 ? -magnitude : magnitude);
    }

    public static byte EncodeALaw(short sample)
    {
        var sign = sample >= 0 ? 0x80 : 0;
        var magnitude = sample >= 0 ? sample : -(sample + 1);
        var segment = Math.Max(0, 31 - int.LeadingZeroCount(magnitude | 1) - 7);
        var step = (magnitude >> (segment == 0 ? 4 : segment + 3)) & 0x0F;
        return (byte)((sign | (segment << 4) | step) ^ 0x55);
    }

    public static short DecodeALaw(byte code)
    {
        var bits = code ^ 0x55;
        var segment = (bits >> 4) & 0x07;
        var magnitude = ((bits & 0x0F) << 4) + 8;
        if (segment > 0)
        {
            magnitude = (magnitude + 0x100) << (segment - 1);
        }

        return (short)((bits & 0x80) != 0 ? magnitude : -magnitude);
    }

    public static byte[] Encode(ReadOnlySpan<short> samples, int payloadType)
    {
        var payload = new byte[samples.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            payload[i] = payloadType == 8 ? EncodeALaw(samples[i]) : EncodeMuLaw(samples[i]);
        }

        return payload;
    }

    public static short[] Decode(ReadOnlySpan<byte> payload, int payloadType)
    {
        var samples = new short[payload.Length];
        for (var i = 0; i < payload.Length; i++)
        {
            samples[i] = payloadType == 8 ? DecodeALaw(payload[i]) : DecodeMuLaw(payload[i]);
        }

        return samples;
    }
}
