namespace Voxie.SipGateway.Media;

/// <summary>ITU-T G.722, mode 1 (64 kbit/s): each byte gives two samples at 16 kHz, out of a lower and an upper band.</summary>
internal sealed class G722Decoder : IAudioDecoder
{
    // Values of the bands run to 15 bits (LIMIT).
    private const int Most = 16383;

    private readonly G722Band _low = new(isHigh: false);
    private readonly G722Band _high = new(isHigh: true);

    private readonly G722Qmf _filter = new();

    public int Decode(ReadOnlySpan<byte> payload, Span<short> pcm)
    {
        if (2 * payload.Length > pcm.Length) return 0;
        for (var i = 0; i < payload.Length; i++)
        {
            var low = DecodeLow(payload[i] & 0x3F);
            var high = DecodeHigh(payload[i] >> 6);
            Join(low, high, pcm.Slice(2 * i, 2));
        }
        return 2 * payload.Length;
    }

    public bool TryConceal(ReadOnlySpan<byte> next, Span<short> pcm) => false;

    public void Reset()
    {
        _low.Reset();
        _high.Reset();
        _filter.Reset();
    }

    public void Dispose()
    {
    }

    private int DecodeLow(int code)
    {
        // The two bits that mode 1 has over mode 3 sharpen this sample only, never the prediction.
        var value = _low.Estimate + ((_low.Scale * G722Tables.LowLevels6[code]) >> 15);
        _low.Adapt(G722Tables.LowLevels4[code >> 2], G722Tables.LowScaling[code >> 2]);
        return Math.Clamp(value, -Most - 1, Most);
    }

    private int DecodeHigh(int code)
    {
        var value = _high.Estimate + ((_high.Scale * G722Tables.HighLevels[code]) >> 15);
        _high.Adapt(G722Tables.HighLevels[code], G722Tables.HighScaling[code]);
        return Math.Clamp(value, -Most - 1, Most);
    }

    // RECA, RECB, ACCUMC, ACCUMD, SELECT.
    private void Join(int low, int high, Span<short> pair)
    {
        var (second, first) = _filter.Step(low + high, low - high);
        pair[0] = (short)G722Band.Saturate(first >> 11);
        pair[1] = (short)G722Band.Saturate(second >> 11);
    }
}
