using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Samples at the rate of the line, whatever codec the payloads come in; each codec keeps its state while another is used. Listening
/// thread only; allocates nothing once a codec has been met.
/// </summary>
internal sealed class LineDecoder(int rateHz) : IDisposable
{
    private readonly IAudioDecoder?[] _decoders = new IAudioDecoder?[AudioCodecs.Count];
    private IAudioDecoder? _current;
    private Resampler? _resampler;
    private short[] _raw = [];
    private AudioCodec _codec;

    /// <summary>Room that <see cref="Decode"/> and <see cref="TryConceal"/> may need.</summary>
    public static int MostSamples(int rateHz) => rateHz / 1000 * (AudioCodecs.LongestPacketMs + 20);

    /// <param name="ticks">How long the payload lasts, in units of the RTP clock; 0: it is none.</param>
    /// <returns>Samples written.</returns>
    public int Decode(AudioCodec codec, ReadOnlySpan<byte> payload, Span<short> samples, out int ticks)
    {
        if (_current is null || codec != _codec) Use(codec);
        var count = _current!.Decode(payload, _resampler is null ? samples : _raw);
        ticks = (int)((long)count * codec.ClockHz() / codec.RateHz());
        return _resampler is null ? count : _resampler.Process(_raw.AsSpan(0, count), samples);
    }

    /// <summary>Fills a hole if the codec of the last payload knows how.</summary>
    /// <param name="next">The payload behind the hole, if it was lost and not left out.</param>
    /// <param name="count">Samples wanted.</param>
    /// <param name="written">Samples written to the start of <paramref name="samples"/>.</param>
    public bool TryConceal(ReadOnlySpan<byte> next, int count, Span<short> samples, out int written)
    {
        written = count;
        if (_current is null) return false;
        if (_resampler is null) return _current.TryConceal(next, samples[..count]);
        var raw = _raw.AsSpan(0, (int)((long)count * _codec.RateHz() / rateHz));
        if (!_current.TryConceal(next, raw)) return false;
        written = _resampler.Process(raw, samples);
        return true;
    }

    /// <summary>The packet that follows is another source's.</summary>
    public void Reset()
    {
        foreach (var decoder in _decoders) decoder?.Reset();
    }

    public void Dispose()
    {
        foreach (var decoder in _decoders) decoder?.Dispose();
    }

    private void Use(AudioCodec codec)
    {
        _codec = codec;
        _current = _decoders[(int)codec] ??= codec.NewDecoder();
        if (codec.RateHz() == rateHz)
        {
            _resampler = null;
            return;
        }
        _resampler = new Resampler(codec.RateHz(), rateHz);
        if (_raw.Length == 0) _raw = new short[codec.RateHz() / 1000 * AudioCodecs.LongestPacketMs];
    }
}
