using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Calls;

/// <summary>
/// The way of sound from one party's ear to another's mouth: a ring between their clocks, a resampler between their rates. Written by the
/// listening thread of the speaker, pulled by the clock of the listener.
/// </summary>
internal sealed class BridgeLink
{
    // A stall of the network comes as a burst; what is older than the backlog is skipped, so that the delay does not grow.
    private static readonly TimeSpan Capacity = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Backlog = TimeSpan.FromMilliseconds(80);
    private const int LongestFrameMs = 120;

    private readonly FrameRing _ring;
    private readonly Resampler? _resampler;
    private readonly short[] _resampled = [];

    public BridgeLink(BridgeParty speaker, int speakerHz, int listenerHz)
    {
        Speaker = speaker;
        _ring = new FrameRing((int)(listenerHz * Capacity.TotalSeconds), (int)(listenerHz * Backlog.TotalSeconds));
        if (speakerHz != listenerHz)
        {
            _resampler = new Resampler(speakerHz, listenerHz);
            _resampled = new short[_resampler.MaxOutput(speakerHz * LongestFrameMs / 1000)];
        }
    }

    public BridgeParty Speaker { get; }

    /// <summary>Listening thread of the speaker.</summary>
    public void Write(ReadOnlySpan<short> samples)
    {
        if (_resampler is null)
        {
            _ring.Write(samples);
            return;
        }
        var most = _resampler.InputHz * LongestFrameMs / 1000;
        for (; !samples.IsEmpty; samples = samples[Math.Min(most, samples.Length)..])
            _ring.Write(_resampled.AsSpan(0, _resampler.Process(samples[..Math.Min(most, samples.Length)], _resampled)));
    }

    /// <summary>Clock of the listener.</summary>
    public int Pull(Span<short> frame) => _ring.Pull(frame);
}
