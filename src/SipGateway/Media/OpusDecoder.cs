namespace Voxie.SipGateway.Media;

/// <summary>Opus by libopus, at 16 kHz in one channel whatever the other side sends.</summary>
internal sealed unsafe class OpusDecoder : IAudioDecoder
{
    // Its frames are multiples of 2.5 ms.
    private const int Grain = Opus.RateHz / 400;

    private readonly nint _decoder;
    private bool _disposed;

    public OpusDecoder()
    {
        _decoder = Opus.DecoderCreate(Opus.RateHz, 1, out var error);
        if (error != 0) throw new InvalidOperationException($"libopus made no decoder: {error}.");
    }

    public int Decode(ReadOnlySpan<byte> payload, Span<short> pcm)
    {
        if (payload.IsEmpty) return 0;
        fixed (byte* bytes = payload)
        fixed (short* samples = pcm) return Math.Max(0, Opus.Decode(_decoder, bytes, payload.Length, samples, pcm.Length, 0));
    }

    public bool TryConceal(ReadOnlySpan<byte> next, Span<short> pcm)
    {
        if (pcm.IsEmpty || pcm.Length % Grain != 0) return false;
        // What the next packet tells of the end of the hole (FEC) is taken from there, the rest is made up. An empty one means: all of it.
        fixed (byte* bytes = next)
        fixed (short* samples = pcm) return Opus.Decode(_decoder, bytes, next.Length, samples, pcm.Length, next.IsEmpty ? 0 : 1) == pcm.Length;
    }

    public void Reset()
    {
        if (Opus.DecoderControl(_decoder, Opus.ResetState, 0) != 0) throw new InvalidOperationException("libopus did not reset a decoder.");
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Opus.DecoderDestroy(_decoder);
    }
}
