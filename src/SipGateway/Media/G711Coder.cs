namespace Voxie.SipGateway.Media;

/// <summary>G.711 as a stream: each byte for itself, without a memory.</summary>
internal sealed class G711Coder(AudioCodec law) : IAudioDecoder, IAudioEncoder
{
    public int Decode(ReadOnlySpan<byte> payload, Span<short> pcm)
    {
        if (payload.Length > pcm.Length) return 0;
        G711.Decode(law, payload, pcm);
        return payload.Length;
    }

    public bool TryConceal(ReadOnlySpan<byte> next, Span<short> pcm) => false;

    public int Encode(ReadOnlySpan<short> pcm, Span<byte> payload)
    {
        G711.Encode(law, pcm, payload);
        return pcm.Length;
    }

    public void Reset()
    {
    }

    public void Dispose()
    {
    }
}
