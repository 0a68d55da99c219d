using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Keeps what is heard in step with our clock: a sender whose clock is 200 ppm fast makes 0.7 s too much in an hour, which would grow as a
/// delay in every ring behind it and pull the two sides of a recording apart. <see cref="ClockDrift"/> says how much there is too much or
/// too little; here samples are taken out or put in: some at once in silence, one in a while in sound, by stretching a whole frame by that one.
/// Listening thread only; allocates nothing.
/// </summary>
internal sealed class DriftAbsorber(int rateHz) : IFrameSink
{
    private const int LongestFrameMs = 120;

    /// <summary>Most samples that a frame of silence gives or takes: half a millisecond.</summary>
    private readonly int _mostInSilence = rateHz / 2000;

    /// <summary>Frames of sound between two that are stretched.</summary>
    private const int FramesBetween = 4;

    /// <summary>Below this peak nobody hears what is done to a frame: -54 dBFS.</summary>
    private const int Silent = 64;

    private readonly ClockDrift _drift = new(rateHz);
    private readonly short[] _stretched = new short[rateHz / 1000 * LongestFrameMs + rateHz / 2000];
    private IFrameSink? _sink;
    private short _last;
    private short _lastButOne;
    private int _sinceStretched;
    private long _shift;

    /// <summary>Samples put in (above zero) or taken out so far.</summary>
    public long Shift => Volatile.Read(ref _shift);

    /// <summary>Where the frames go that are accepted next.</summary>
    public IFrameSink? Before(IFrameSink? sink)
    {
        _sink = sink;
        return sink is null ? null : this;
    }

    public void Accept(in AudioFrame frame)
    {
        var samples = frame.Samples;
        if (samples.IsEmpty) return;
        if (!frame.Concealed) _drift.Observe(frame.Position + samples.Length + _shift, frame.ArrivedAt);
        var position = frame.Position + _shift;
        var change = Math.Max(Change(samples), 1 - samples.Length);
        if (change != 0 && samples.Length + change <= _stretched.Length)
        {
            var stretched = _stretched.AsSpan(0, samples.Length + change);
            Stretch(samples, stretched);
            _drift.Corrected(change);
            Volatile.Write(ref _shift, _shift + change);
            Remember(samples);
            _sink!.Accept(new AudioFrame(stretched, frame.RateHz, position, frame.ArrivedAt, frame.Concealed));
            return;
        }
        Remember(samples);
        _sink!.Accept(new AudioFrame(samples, frame.RateHz, position, frame.ArrivedAt, frame.Concealed));
    }

    private int Change(ReadOnlySpan<short> samples)
    {
        _sinceStretched++;
        var wanted = -_drift.Excess;
        if (wanted == 0) return 0;
        if (IsSilent(samples)) return Math.Clamp(wanted, -_mostInSilence, _mostInSilence);
        if (_sinceStretched <= FramesBetween) return 0;
        _sinceStretched = 0;
        return Math.Sign(wanted);
    }

    /// <summary>Cubic interpolation (Catmull-Rom); the last sample of the result is the last of the frame, so that the next one joins on.</summary>
    private void Stretch(ReadOnlySpan<short> from, Span<short> to)
    {
        var pace = (float)from.Length / to.Length;
        for (var i = 0; i < to.Length; i++)
        {
            var at = (i + 1) * pace - 1;
            var whole = (int)MathF.Floor(at);
            float a = At(from, whole - 1), b = At(from, whole), c = At(from, whole + 1), d = At(from, whole + 2), t = at - whole;
            var value = b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
            to[i] = (short)Math.Clamp(MathF.Round(value), short.MinValue, short.MaxValue);
        }
    }

    private float At(ReadOnlySpan<short> from, int index) => index switch
    {
        < -1 => _lastButOne,
        -1 => _last,
        _ when index < from.Length => from[index],
        _ => from[^1] + (index - from.Length + 1) * (from.Length > 1 ? from[^1] - from[^2] : 0), // what comes is not known yet
    };

    private void Remember(ReadOnlySpan<short> samples)
    {
        _lastButOne = samples.Length > 1 ? samples[^2] : _last;
        _last = samples[^1];
    }

    private static bool IsSilent(ReadOnlySpan<short> samples)
    {
        foreach (var sample in samples)
            if (sample is > Silent or < -Silent) return false;
        return true;
    }
}
