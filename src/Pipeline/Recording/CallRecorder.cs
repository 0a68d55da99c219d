using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Recording;

/// <summary>
/// Puts both sides of a line on one timeline, that of what was sent: left the caller, right the agent, silence where either has a gap.
/// Two blocks are open at a time, so that a packet that was half a second on its way still finds its place. Listening thread only,
/// but for <see cref="IsPaused"/> and the constructor; no allocation per frame.
/// </summary>
internal sealed class CallRecorder : ILineTap
{
    private const int Caller = 0;
    private const int Agent = 1;

    private readonly RecordingSpool _spool;
    private readonly SentClock _clock;
    private readonly HeardAnchor _anchor;
    private readonly int _block;
    private RecordingBlock? _first;
    private RecordingBlock? _second;
    private long _origin;
    private long _start;
    private long _end;
    private volatile bool _isPaused;

    public CallRecorder(RecordingSpool spool, long ticksPerSecond)
    {
        _spool = spool;
        _block = spool.BlockFrames;
        _clock = new SentClock(spool.Order.RateHz, ticksPerSecond);
        _anchor = new HeardAnchor(spool.Order.RateHz);
        if (spool.TryRent(out _first)) spool.TryRent(out _second);
    }

    /// <summary>Time goes on, and what is said meanwhile is not kept. Any thread; in force from the next frame.</summary>
    public bool IsPaused
    {
        get => _isPaused;
        set => _isPaused = value;
    }

    /// <summary>Recorded time so far, pauses included. Any thread.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds((double)Volatile.Read(ref _end) / _spool.Order.RateHz);

    public void Sent(in AudioFrame frame)
    {
        if (!_clock.HasBegun) _origin = frame.Position;
        _clock.Take(frame);
        var at = frame.Position - _origin;
        var end = at + frame.Samples.Length;
        Reach(end);
        Volatile.Write(ref _end, end);
        Put(Agent, at, frame.Samples);
    }

    public void Heard(in AudioFrame frame)
    {
        // Before our first frame there is no time to put it on: at most 20 ms.
        if (!_clock.HasBegun) return;
        var at = _anchor.Place(frame, _clock.PositionAt(frame.ArrivedAt)) - _origin;
        // It may be ahead of what was sent by a packet or so; what claims to be from far beyond must not push the present out.
        Reach(Math.Min(at + frame.Samples.Length, _end + _block));
        Put(Caller, at, frame.Samples);
    }

    /// <summary>Hands over what is still open. Once, when no media thread touches the line any more.</summary>
    public void Finish()
    {
        foreach (var block in (RecordingBlock?[])[_first, _second])
        {
            if (block is not null && _end > _start) HandOver(block, (int)Math.Min(_block, _end - _start));
            _start += _block;
        }
        (_first, _second) = (null, null);
        _spool.Complete();
    }

    private void Reach(long end)
    {
        while (_second is not null && end > _start + 2 * _block) Pass();
    }

    private void Pass()
    {
        HandOver(_first!, _block);
        _first = _second;
        _start += _block;
        // None to be had: it has stopped. What is in the first block is handed over at the end.
        _spool.TryRent(out _second);
    }

    private void HandOver(RecordingBlock block, int frames)
    {
        block.Frames = frames;
        _spool.Hand(block);
    }

    private void Put(int channel, long position, ReadOnlySpan<short> samples)
    {
        if (_isPaused) return;
        var at = position - _start;
        for (var i = (int)Math.Clamp(-at, 0, samples.Length); i < samples.Length; i++)
        {
            var index = at + i;
            var block = index < _block ? _first : index < 2L * _block ? _second : null;
            if (block is null) return;
            block.All[(int)(index % _block) * RecordingBlock.Channels + channel] = samples[i];
        }
    }
}
