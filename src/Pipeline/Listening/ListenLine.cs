using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Listening;

/// <summary>
/// The ear of one call: takes heard frames, has them judged in windows at 8 kHz, and posts edges of speech and the audio around it to
/// the call's mailbox. Listening thread only, but for the constructor; allocates only while the caller speaks, ten chunks a second.
/// </summary>
internal sealed class ListenLine : IFrameSink
{
    private const int VadHz = 8000;

    // Real audio before the onset helps the recogniser; digital silence would hurt it.
    private static readonly TimeSpan PreRoll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Chunk = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);

    // A longer gap tells the detector nothing more: half a second of silence ends any speech.
    private static readonly TimeSpan LongestGap = TimeSpan.FromMilliseconds(500);

    private readonly CallMailbox _mailbox;
    private readonly HeardTimes _times;
    private readonly Resampler? _toVadRate;
    private readonly short[] _resampled = [];
    private readonly short[] _unjudged = new short[VadHz];
    private readonly short[] _memory;
    private readonly short[] _silence = new short[160];
    private readonly int _ratio;
    private readonly int _preRoll;
    private readonly int _chunk;
    private readonly int _longestGap;
    private readonly bool _everything;

    private VadStream? _stream;
    private SpeechEdges _edges;
    private bool _windowTaken;
    private int _unjudgedCount;
    private long _judged;
    private long _heard;
    private long _posted;
    private long? _nextPosition;

    /// <param name="rateHz">Rate of the line, 8000 or 16000.</param>
    /// <param name="everything">Post all audio, not only the spoken: for recognisers that find speech themselves.</param>
    public ListenLine(CallMailbox mailbox, int rateHz, TimeProvider time, bool everything)
    {
        _mailbox = mailbox;
        _everything = everything;
        _times = new HeardTimes(rateHz, time.TimestampFrequency);
        _ratio = rateHz / VadHz;
        _preRoll = Samples(PreRoll);
        _chunk = Samples(Chunk);
        _longestGap = Samples(LongestGap);
        _memory = new short[Samples(Memory)];
        if (_ratio == 1) return;
        _toVadRate = new Resampler(rateHz, VadHz);
        _resampled = new short[VadHz];

        int Samples(TimeSpan span) => (int)(rateHz * span.TotalSeconds);
    }

    public void Accept(in AudioFrame frame)
    {
        // Time must not shrink: what never came was silence.
        var gap = _nextPosition is { } next ? Math.Clamp(frame.Position - next, 0, _longestGap) : 0;
        for (; gap > 0; gap -= _silence.Length) Take(_silence.AsSpan(0, (int)Math.Min(gap, _silence.Length)), frame.ArrivedAt);
        Take(frame.Samples, frame.ArrivedAt);
        _nextPosition = frame.Position + frame.Samples.Length;
    }

    /// <summary>Hands out the detector's stream with its next window filled, or null when there is no full window.</summary>
    public VadStream? TakeWindow(IVoiceActivityDetector detector)
    {
        _stream ??= detector.NewStream();
        var window = _stream.Window.AsSpan();
        if (_windowTaken || _unjudgedCount < window.Length) return null;
        _unjudged.AsSpan(0, window.Length).CopyTo(window);
        _unjudgedCount -= window.Length;
        _unjudged.AsSpan(window.Length, _unjudgedCount).CopyTo(_unjudged);
        _windowTaken = true;
        return _stream;
    }

    /// <summary>The window that was handed out has its probability.</summary>
    public void Judge()
    {
        _windowTaken = false;
        var window = _stream!.Window.Length * _ratio;
        _judged += window;
        var (next, edge, windowsBack) = _edges.Step(_stream.Probability);
        _edges = next;
        var at = _judged - (long)windowsBack * window;
        switch (edge)
        {
            case SpeechEdge.Started:
                if (!_everything) _posted = Math.Max(_posted, at - _preRoll);
                _mailbox.Post(new SpeechStarted(at, _times.At(at)));
                PostChunks();
                break;
            case SpeechEdge.Ended:
                // All of it, so that a look at the text as it stands misses nothing.
                Post((int)(_judged - _posted));
                _mailbox.Post(new SpeechEnded(at, _times.At(at)));
                break;
            default:
                if (_edges.Speaking || _everything) PostChunks();
                break;
        }
    }

    private void Take(ReadOnlySpan<short> samples, long arrivedAt)
    {
        foreach (var sample in samples) _memory[(int)(_heard++ % _memory.Length)] = sample;
        _times.Add(_heard, arrivedAt);
        if (_toVadRate is null)
        {
            Keep(samples);
            return;
        }
        Keep(_resampled.AsSpan(0, _toVadRate.Process(samples, _resampled)));
    }

    // More than a second unjudged can only mean that nobody judges: the newest is refused, the buffer stays bounded.
    private void Keep(ReadOnlySpan<short> samples)
    {
        var taken = Math.Min(samples.Length, _unjudged.Length - _unjudgedCount);
        samples[..taken].CopyTo(_unjudged.AsSpan(_unjudgedCount));
        _unjudgedCount += taken;
    }

    private void PostChunks()
    {
        while (_judged - _posted >= _chunk) Post(_chunk);
    }

    private void Post(int count)
    {
        _posted = Math.Max(_posted, Math.Max(0, _heard - _memory.Length));
        count = (int)Math.Min(count, _judged - _posted);
        if (count <= 0) return;
        var audio = new short[count];
        for (var i = 0; i < count; i++) audio[i] = _memory[(int)((_posted + i) % _memory.Length)];
        _posted += count;
        _mailbox.Post(new SpeechHeard(audio));
    }
}
