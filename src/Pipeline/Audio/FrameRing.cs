using System.Numerics;

namespace Voxie.Pipeline.Audio;

/// <summary>
/// Samples on their way from one thread to another: one writer (the listening thread or a voice), one reader (the clock of the leg
/// that plays). A fixed array, no locks. Neither side ever waits: a full ring refuses the newest samples, and a reader that finds
/// more than <c>maxBacklogSamples</c> skips the oldest, so that the delay through the ring stays bounded. Both are counted.
/// </summary>
public sealed class FrameRing : IFrameSink, IFrameSource
{
    private readonly short[] _samples;
    private readonly int _mask;
    private readonly int _maxBacklog;
    private long _written;
    private long _read;
    private long _refused;
    private long _skipped;

    /// <param name="capacitySamples">Room, at least 1; rounded up to a power of two.</param>
    /// <param name="maxBacklogSamples">Most samples left behind after a pull; the capacity when omitted.</param>
    public FrameRing(int capacitySamples, int? maxBacklogSamples = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacitySamples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBacklogSamples ?? 0, 0, nameof(maxBacklogSamples));
        _samples = new short[BitOperations.RoundUpToPowerOf2((uint)capacitySamples)];
        _mask = _samples.Length - 1;
        _maxBacklog = maxBacklogSamples ?? _samples.Length;
    }

    /// <summary>Samples waiting. Any thread; a snapshot.</summary>
    public int Available => (int)(Volatile.Read(ref _written) - Volatile.Read(ref _read));

    /// <summary>Samples that found the ring full and were not taken (the newest).</summary>
    public long RefusedSamples => Volatile.Read(ref _refused);

    /// <summary>Samples thrown away by the reader to keep the delay bounded (the oldest).</summary>
    public long SkippedSamples => Volatile.Read(ref _skipped);

    /// <inheritdoc/>
    public void Accept(in AudioFrame frame) => Write(frame.Samples);

    /// <summary>Appends samples. Writer's thread only.</summary>
    /// <returns>Samples taken: all of them, or as many as there was room for.</returns>
    public int Write(ReadOnlySpan<short> samples)
    {
        var free = _samples.Length - (int)(_written - Volatile.Read(ref _read));
        var taken = Math.Min(free, samples.Length);
        if (taken < samples.Length) Volatile.Write(ref _refused, _refused + samples.Length - taken);

        var start = (int)_written & _mask;
        var beforeWrap = Math.Min(taken, _samples.Length - start);
        samples[..beforeWrap].CopyTo(_samples.AsSpan(start));
        samples[beforeWrap..taken].CopyTo(_samples);
        Volatile.Write(ref _written, _written + taken);
        return taken;
    }

    /// <summary>
    /// Fills the whole frame or nothing: half a frame now and silence behind it would put a click into every frame that follows.
    /// Reader's thread only.
    /// </summary>
    public int Pull(Span<short> frame)
    {
        if (frame.IsEmpty) return 0;
        var available = (int)(Volatile.Read(ref _written) - _read);
        if (available < frame.Length) return 0;

        // Skipping whole frames keeps what was one packet on the way in one packet on the way out.
        var excess = available - frame.Length - _maxBacklog;
        if (excess > 0)
        {
            var skip = Math.Min((excess + frame.Length - 1) / frame.Length * frame.Length, available - frame.Length);
            Volatile.Write(ref _skipped, _skipped + skip);
            _read += skip;
        }

        var start = (int)_read & _mask;
        var beforeWrap = Math.Min(frame.Length, _samples.Length - start);
        _samples.AsSpan(start, beforeWrap).CopyTo(frame);
        _samples.AsSpan(0, frame.Length - beforeWrap).CopyTo(frame[beforeWrap..]);
        Volatile.Write(ref _read, _read + frame.Length);
        return frame.Length;
    }
}
