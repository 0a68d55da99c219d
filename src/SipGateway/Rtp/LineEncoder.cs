using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Payloads of what a line plays, in the codec that is agreed. Clock thread only; allocates nothing but when the codec changes.
/// </summary>
internal sealed class LineEncoder : IDisposable
{
    private IAudioEncoder? _encoder;
    private AudioCodec _codec;
    private OpusTerms? _terms;
    private Resampler? _resampler;
    private short[] _waiting = [];
    private short[] _whole = [];
    private int _held;

    /// <param name="frame">One packet's time at the rate of the line.</param>
    /// <returns>Bytes written; 0: there is nothing to send.</returns>
    public int Encode(RtpParameters parameters, ReadOnlySpan<short> frame, Span<byte> payload)
    {
        if (_encoder is null || _codec != parameters.Codec || _terms != parameters.Opus) Use(parameters);
        return _encoder!.Encode(_resampler is null ? frame : Resample(frame), payload);
    }

    public void Dispose() => _encoder?.Dispose();

    private void Use(RtpParameters parameters)
    {
        _encoder?.Dispose();
        (_codec, _terms) = (parameters.Codec, parameters.Opus);
        _encoder = _codec.NewEncoder(parameters.Opus);
        _resampler = null;
        if (_codec.RateHz() == parameters.RateHz) return;
        _resampler = new Resampler(parameters.RateHz, _codec.RateHz());
        // The filter looks ahead, so its first output is short by so much: silence goes before it, and every frame is whole.
        _held = _resampler.MaxOutput(0);
        _waiting = new short[_held + _resampler.MaxOutput(parameters.RateHz / 1000 * RtpParameters.LongestPtimeMs)];
        _whole = new short[_codec.RateHz() / 1000 * RtpParameters.LongestPtimeMs];
    }

    private ReadOnlySpan<short> Resample(ReadOnlySpan<short> frame)
    {
        var count = (int)((long)frame.Length * _resampler!.OutputHz / _resampler.InputHz);
        _held += _resampler.Process(frame, _waiting.AsSpan(_held)) - count;
        _waiting.AsSpan(0, count).CopyTo(_whole);
        _waiting.AsSpan(count, _held).CopyTo(_waiting);
        return _whole.AsSpan(0, count);
    }
}
