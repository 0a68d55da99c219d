namespace Voxie.SipGateway.Media;

/// <summary>Opus by libopus: 16 kHz speech in one channel.</summary>
internal sealed unsafe class OpusEncoder : IAudioEncoder
{
    /// <summary>RFC 7587 3.1.1: 16 to 20 kbit/s is the sweet spot of wide-band speech; error correction takes its share.</summary>
    private const int Bitrate = 24_000;

    private const int LowestBitrate = 6_000;

    /// <summary>Of 10. At 5 a second of speech costs nearly twice as much (docs/performance.md).</summary>
    private const int Complexity = 3;

    /// <summary>Loss that error correction is dimensioned for, in percent.</summary>
    private const int ExpectedLoss = 10;

    /// <summary>RFC 6716 3.1: a packet of one byte, or of two, carries no sound: it says that there is none.</summary>
    private const int LongestEmptyPacket = 2;

    private readonly nint _encoder;
    private bool _disposed;

    public OpusEncoder(OpusTerms terms)
    {
        _encoder = Opus.EncoderCreate(Opus.RateHz, 1, Opus.ApplicationVoip, out var error);
        if (error != 0) throw new InvalidOperationException($"libopus made no encoder: {error}.");
        Set(Opus.SetSignal, Opus.SignalVoice);
        Set(Opus.SetComplexity, Complexity);
        Set(Opus.SetBitrate, Math.Clamp(terms.MaxBitrate, LowestBitrate, Bitrate));
        Set(Opus.SetVariableBitrate, terms.Constant ? 0 : 1);
        Set(Opus.SetMaxBandwidth, terms.MaxPlaybackHz < Opus.RateHz ? Opus.BandwidthNarrow : Opus.BandwidthWide);
        Set(Opus.SetInbandFec, terms.Fec ? 1 : 0);
        Set(Opus.SetExpectedLoss, terms.Fec ? ExpectedLoss : 0);
        Set(Opus.SetDtx, terms.Dtx ? 1 : 0);
    }

    public int Encode(ReadOnlySpan<short> pcm, Span<byte> payload)
    {
        int length;
        fixed (short* samples = pcm)
        fixed (byte* bytes = payload) length = Opus.Encode(_encoder, samples, pcm.Length, bytes, payload.Length);
        if (length < 0) throw new InvalidOperationException($"libopus refused {pcm.Length} samples: {length}.");
        return length <= LongestEmptyPacket ? 0 : length;
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Opus.EncoderDestroy(_encoder);
    }

    private void Set(int request, int value)
    {
        if (Opus.EncoderControl(_encoder, request, value) is var error and not 0)
            throw new InvalidOperationException($"libopus refused {request} = {value}: {error}.");
    }
}
