using Voxie.Pipeline.Audio;

namespace Voxie.Admin.Cli.Calling;

/// <summary>
/// A caller with manners: says its turns one by one, each when the other side has spoken and then been quiet (or, told to
/// interrupt, over it), keeps everything it hears, and measures the gaps. The clock thread pulls, the listening thread
/// delivers; they meet in a lock held for a few assignments.
/// </summary>
internal sealed class ScriptedCaller : IFrameSource, IFrameSink
{
    private readonly IReadOnlyList<CallerTurn> _turns;
    private readonly CallerOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<short> _heard = new(8000 * 60);
    private readonly List<TurnTiming> _timings = [];
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _turn = -1;
    private int _played;
    private bool _speaking;
    private bool _overlapping;
    private long _speechBegan;
    private long _speechEnded;
    private bool _awaitingAnswer;

    private bool _loud;
    private bool _spokeSinceTurn;
    private long _lastLoud;
    private long _loudBegan;

    public ScriptedCaller(IReadOnlyList<CallerTurn> turns, CallerOptions options, TimeProvider time)
    {
        (_turns, _options, _time) = (turns, options, time);
        _lastLoud = time.GetTimestamp();
    }

    /// <summary>All turns were said and the other side has finished with the last answer.</summary>
    public Task Finished => _finished.Task;

    /// <summary>Arrival of the first loud sample; null: all was quiet so far.</summary>
    public long? FirstHeard { get; private set; }

    public (short[] Heard, IReadOnlyList<TurnTiming> Timings) Take()
    {
        lock (_lock) return ([.. _heard], [.. _timings]);
    }

    /// <summary>Clock thread.</summary>
    public int Pull(Span<short> frame)
    {
        lock (_lock)
        {
            if (!_speaking && !TryTakeTheFloor()) return 0;
            var samples = _turns[_turn].Samples;
            var count = Math.Min(frame.Length, samples.Length - _played);
            samples.AsSpan(_played, count).CopyTo(frame);
            MarkSpeech(_turns[_turn], _played, _played + count);
            _played += count;
            if (_played == samples.Length) _speaking = false;
            return count;
        }
    }

    /// <summary>Listening thread.</summary>
    public void Accept(in AudioFrame frame)
    {
        var loud = PcmMath.Dbfs(frame.Samples) > CallerTurn.SpeechDbfs;
        lock (_lock)
        {
            _heard.AddRange(frame.Samples);
            if (loud) Hear(frame.ArrivedAt);
            else _loud = _loud && _time.GetElapsedTime(_lastLoud) < TimeSpan.FromMilliseconds(200);
        }
    }

    private void Hear(long at)
    {
        if (!_loud) (_loud, _loudBegan) = (true, at);
        FirstHeard ??= at;
        _lastLoud = at;
        _spokeSinceTurn = true;
        // Speech of the other side that began before ours ended is the old sentence, not the answer.
        if (!_awaitingAnswer || _speechEnded == 0 || at < _speechEnded || (_overlapping && _loudBegan < _speechEnded)) return;
        _awaitingAnswer = false;
        _timings[^1] = _timings[^1] with { AnswerGapMs = _time.GetElapsedTime(_speechEnded, at).TotalMilliseconds };
    }

    private bool TryTakeTheFloor()
    {
        // Both sides' speech: after our own turn the other side gets its time to think.
        var quiet = _time.GetElapsedTime(Math.Max(_lastLoud, _speechEnded));
        var interrupting = _turn >= 0 && _options.BargeInAfter is { } after && _loud && _time.GetElapsedTime(_loudBegan) >= after;
        var yielded = _spokeSinceTurn && quiet >= _options.YieldAfter;
        if (!interrupting && !yielded && quiet < _options.LongestWait) return false;
        if (_turn == _turns.Count - 1)
        {
            if (!interrupting) _finished.TrySetResult();
            return false;
        }
        _turn++;
        (_speaking, _played, _spokeSinceTurn, _awaitingAnswer, _speechEnded, _overlapping) = (true, 0, false, true, 0, interrupting);
        _timings.Add(new TurnTiming(_turns[_turn].Name, null, null));
        return true;
    }

    private void MarkSpeech(CallerTurn turn, int from, int to)
    {
        var now = _time.GetTimestamp();
        if (from <= turn.SpeechFrom && turn.SpeechFrom < to) _speechBegan = now;
        if (_overlapping && _timings[^1].StoppedAfterMs is null && _speechBegan != 0 && !_loud)
            _timings[^1] = _timings[^1] with { StoppedAfterMs = Math.Max(0, _time.GetElapsedTime(_speechBegan, _lastLoud).TotalMilliseconds) };
        // What leaves in this frame ends that many samples before the frame does.
        if (from >= turn.SpeechTo || turn.SpeechTo > to) return;
        // What was heard until now was the old sentence; the answer is still to come.
        (_speechEnded, _spokeSinceTurn) = (now, false);
    }
}
