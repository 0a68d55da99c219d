namespace Voxie.SipGateway.Media;

/// <summary>ITU-T G.722, mode 1 (64 kbit/s): two samples at 16 kHz make a byte, six bits for the lower band and two for the upper.</summary>
internal sealed class G722Encoder : IAudioEncoder
{
    private readonly G722Band _low = new(isHigh: false);
    private readonly G722Band _high = new(isHigh: true);

    private readonly G722Qmf _filter = new();

    public int Encode(ReadOnlySpan<short> pcm, Span<byte> payload)
    {
        for (var i = 0; i < pcm.Length / 2; i++)
        {
            Split(pcm[2 * i], pcm[2 * i + 1], out var low, out var high);
            payload[i] = (byte)(EncodeHigh(high) << 6 | EncodeLow(low));
        }
        return pcm.Length / 2;
    }

    public void Dispose()
    {
    }

    // DELAYX, ACCUMA, ACCUMB, LOWT, HIGHT.
    private void Split(int first, int second, out int low, out int high)
    {
        var (a, b) = _filter.Step(first, second);
        low = (a + b) >> 14;
        high = (b - a) >> 14;
    }

    private int EncodeLow(int sample)
    {
        var error = G722Band.Saturate(sample - _low.Estimate);
        var magnitude = error >= 0 ? error : -(error + 1);
        var interval = IntervalOf(magnitude);
        // ILN, ILP: the codes count outward from zero; the two next to zero are apart.
        var code = error >= 0 ? 61 - interval : interval < 2 ? 63 - interval : 33 - interval;
        _low.Adapt(G722Tables.LowLevels4[code >> 2], G722Tables.LowScaling[code >> 2]);
        return code;
    }

    // QUANTL: how many decision levels lie at or below, by halving.
    private int IntervalOf(int magnitude)
    {
        var decisions = G722Tables.LowDecisions;
        int from = 0, to = decisions.Length;
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (magnitude >= (decisions[middle] * _low.Scale) >> 12) from = middle + 1;
            else to = middle;
        }
        return from;
    }

    private int EncodeHigh(int sample)
    {
        var error = G722Band.Saturate(sample - _high.Estimate);
        var magnitude = error >= 0 ? error : -(error + 1);
        var isFar = magnitude >= (G722Tables.HighDecision * _high.Scale) >> 12;
        // IHN, IHP.
        var code = error >= 0 ? (isFar ? 2 : 3) : (isFar ? 0 : 1);
        _high.Adapt(G722Tables.HighLevels[code], G722Tables.HighScaling[code]);
        return code;
    }
}
