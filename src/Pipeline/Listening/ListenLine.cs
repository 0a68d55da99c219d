using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Listening;

/// <summary>
/// The ear of one call: takes heard frames, has them judged in windows at 8 kHz, and posts edges of speech and the audio around it to
/// the call's mailbox. On a line that can be tapped it takes the echo of what we say out first, and does not take what is left of it for
/// the caller. Listening thread only, but for the constructor; allocates only while the caller speaks, ten chunks a second.
/// </summary>
internal sealed class ListenLine : IFrameSink, ILineTap
{
    private const int VadHz = 8000;

    // Real audio before the onset helps the recogniser; digital silence would hurt it.
    private static readonly TimeSpan PreRoll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Chunk = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);

    // A longer gap tells the detector nothing more: half a second of silence ends any speech.
    private static readonly TimeSpan LongestGap = TimeSpan.FromMilliseconds(500);

    /// <summary>An echo that is found now cannot have been mistaken for a caller any earlier.</summary>
    private static readonly TimeSpan Looked = TimeSpan.FromMilliseconds(700);

    /// <summary>Windows: a longer pause is no pause between syllables.</summary>
    private const int MostQuietInDoubt = 6;

    private readonly CallMailbox _mailbox;
    private readonly HeardTimes _times;
    private readonly Resampler? _toVadRate;
    private readonly short[] _resampled = [];
    private readonly short[] _unjudged = new short[VadHz];
    // In 255ths.
    private readonly byte[] _unjudgedEcho = new byte[VadHz];
    private readonly short[] _memory;
    private readonly short[] _silence = new short[160];
    private readonly int _ratio;
    private readonly int _preRoll;
    private readonly int _chunk;
    private readonly int _longestGap;
    private readonly int _looked;
    private readonly bool _everything;
    private readonly int _rateHz;
    private readonly long _ticksPerSecond;

    private EchoCanceller? _echo;
    private float _windowEcho;
    private int _quietInDoubt;
    private long? _doubtSince;
    private int _findings;
    private long _speechBegan;
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
        (_rateHz, _ticksPerSecond) = (rateHz, time.TimestampFrequency);
        _times = new HeardTimes(rateHz, time.TimestampFrequency);
        _ratio = rateHz / VadHz;
        _preRoll = Samples(PreRoll);
        _chunk = Samples(Chunk);
        _longestGap = Samples(LongestGap);
        _looked = Samples(Looked);
        _memory = new short[Samples(Memory)];
        if (_ratio == 1) return;
        _toVadRate = new Resampler(rateHz, VadHz);
        _resampled = new short[VadHz];

        int Samples(TimeSpan span) => (int)(rateHz * span.TotalSeconds);
    }

    /// <summary>What came back of our own voice; null: nothing that was noticed. Any thread.</summary>
    public EchoReport? Echo => Volatile.Read(ref _echo)?.Report;

    void ILineTap.Sent(in AudioFrame frame)
    {
        if (_echo is null) Volatile.Write(ref _echo, new EchoCanceller(_rateHz, _ticksPerSecond));
        _echo.Sent(frame);
    }

    void ILineTap.Heard(in AudioFrame frame)
    {
        // The same frame comes to Accept, and there the order of the two does not matter.
    }

    public void Accept(in AudioFrame frame)
    {
        if (_echo is not { } echo)
        {
            Accept(frame, 0);
            return;
        }
        var left = echo.Process(frame);
        // What waits for the rest of its block came last.
        var arrivedAt = frame.ArrivedAt - echo.Pending * _ticksPerSecond / _rateHz;
        if (left.Length > 0) Accept(new AudioFrame(left, frame.RateHz, echo.Position, arrivedAt, frame.Concealed), echo.Likelihood);
    }

    /// <summary>Hands out the detector's stream with its next window filled, or null when there is no full window.</summary>
    public VadStream? TakeWindow(IVoiceActivityDetector detector)
    {
        _stream ??= detector.NewStream();
        var window = _stream.Window.AsSpan();
        if (_windowTaken || _unjudgedCount < window.Length) return null;
        _unjudged.AsSpan(0, window.Length).CopyTo(window);
        _windowEcho = EchoIn(window);
        _unjudgedCount -= window.Length;
        _unjudged.AsSpan(window.Length, _unjudgedCount).CopyTo(_unjudged);
        _unjudgedEcho.AsSpan(window.Length, _unjudgedCount).CopyTo(_unjudgedEcho);
        _windowTaken = true;
        return _stream;
    }

    /// <summary>The window that was handed out has its probability.</summary>
    public void Judge()
    {
        _windowTaken = false;
        var window = _stream!.Window.Length * _ratio;
        _judged += window;
        // Speech that is more likely our own than not is nobody's.
        var (next, edge, windowsBack) = _edges.Step(_stream.Probability * Math.Min(1, 2 - 2 * _windowEcho));
        _edges = next;
        var at = _judged - (long)windowsBack * window;
        if (Doubt(window)) return;
        switch (edge)
        {
            case SpeechEdge.Started:
                at = Math.Min(at, _doubtSince ?? at);
                _doubtSince = null;
                _speechBegan = at;
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

    private void Accept(in AudioFrame frame, float echo)
    {
        // Time must not shrink: what never came was silence.
        var gap = _nextPosition is { } next ? Math.Clamp(frame.Position - next, 0, _longestGap) : 0;
        for (; gap > 0; gap -= _silence.Length) Take(_silence.AsSpan(0, (int)Math.Min(gap, _silence.Length)), frame.ArrivedAt, 0);
        Take(frame.Samples, frame.ArrivedAt, echo);
        _nextPosition = frame.Position + frame.Samples.Length;
    }

    /// <summary>
    /// While it is open whether a line has an echo, speech on it is held back. If it was the caller, it began when it was first heard.
    /// If, on the other hand, an echo is found where a caller seemed to speak, that was no caller.
    /// </summary>
    /// <returns>True: there was no caller.</returns>
    private bool Doubt(int window)
    {
        if (_echo is not { } echo) return false;
        if (echo.Findings != _findings)
        {
            _findings = echo.Findings;
            _doubtSince = null;
            if (_edges.Speaking && _judged - _speechBegan < _looked)
            {
                _edges = default;
                _mailbox.Post(new SpeechWasEcho());
                return true;
            }
        }
        var speech = _stream!.Probability >= SpeechEdges.On;
        _quietInDoubt = speech ? 0 : _quietInDoubt + 1;
        if (speech && echo.Presumes && _windowEcho > 0.5f) _doubtSince ??= _judged - window;
        else if (_quietInDoubt > MostQuietInDoubt) _doubtSince = null;
        return false;
    }

    private float EchoIn(ReadOnlySpan<short> window)
    {
        var (echo, all) = (0f, 1f);
        for (var i = 0; i < window.Length; i++)
        {
            var power = (float)window[i] * window[i];
            echo += power * _unjudgedEcho[i];
            all += power;
        }
        return echo / (255 * all);
    }

    private void Take(ReadOnlySpan<short> samples, long arrivedAt, float echo)
    {
        foreach (var sample in samples) _memory[(int)(_heard++ % _memory.Length)] = sample;
        _times.Add(_heard, arrivedAt);
        if (_toVadRate is null)
        {
            Keep(samples, echo);
            return;
        }
        Keep(_resampled.AsSpan(0, _toVadRate.Process(samples, _resampled)), echo);
    }

    // More than a second unjudged can only mean that nobody judges: the newest is refused, the buffer stays bounded.
    private void Keep(ReadOnlySpan<short> samples, float echo)
    {
        var taken = Math.Min(samples.Length, _unjudged.Length - _unjudgedCount);
        samples[..taken].CopyTo(_unjudged.AsSpan(_unjudgedCount));
        _unjudgedEcho.AsSpan(_unjudgedCount, taken).Fill((byte)(255 * echo));
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
