using System.Globalization;
using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Recording;

/// <summary>
/// The recording of one call, from its answer or the caller's consent to its end. It may be paused by several at once (an operator, an
/// agent that takes a card number) and goes on when none of them wants silence any more. What becomes of it stands in the call's record.
/// </summary>
public sealed class CallRecording
{
    private const string NoteKind = "recording";

    private readonly Guid _callId;
    private readonly ICallLeg _leg;
    private readonly RecordingSettings _settings;
    private readonly IRecordings _recordings;
    private readonly CallMailbox _mailbox;
    private readonly ICallRecordSink _record;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _pausedBy = new(StringComparer.Ordinal);
    private RecordingSpool? _spool;
    private CallRecorder? _recorder;
    private bool _hasEnded;

    internal CallRecording(
        Guid callId, ICallLeg leg, RecordingSettings settings, IRecordings recordings, CallMailbox mailbox, ICallRecordSink record, TimeProvider time)
    {
        (_callId, _leg, _settings, _recordings, _mailbox, _record, _time) = (callId, leg, settings, recordings, mailbox, record, time);
    }

    /// <summary>What the caller must hear before <see cref="Start"/>; null: nothing.</summary>
    public string? Consent => _settings.Consent;

    /// <summary>Any thread.</summary>
    public RecordingState State
    {
        get
        {
            lock (_lock)
            {
                return _hasEnded ? RecordingState.Stopped
                    : _recorder is null ? RecordingState.Waiting
                    : _pausedBy.Count > 0 ? RecordingState.Paused : RecordingState.Recording;
            }
        }
    }

    /// <summary>Begins, once; before it is over, a pause that was asked for earlier is in force. Call's loop.</summary>
    public void Start()
    {
        if (_recorder is not null) return;
        var spool = _recordings.Open(new RecordingOrder(_callId, _leg.RateHz, _settings.Format, _time.GetUtcNow()));
        var recorder = new CallRecorder(spool, _time.TimestampFrequency);
        lock (_lock)
        {
            (_spool, _recorder) = (spool, recorder);
            recorder.IsPaused = _pausedBy.Count > 0;
        }
        Note(new RecordingChanged("started", _settings.Format.ToString().ToLowerInvariant(), TimeSpan.Zero));
        _leg.Tap(recorder);
        spool.OnStopped(reason => Stopped(recorder, reason));
    }

    /// <summary>From here on silence is recorded. Any thread.</summary>
    /// <param name="by">Who wants it, a stable word such as <c>operator</c>.</param>
    /// <returns>False: there is no recording (any more).</returns>
    public bool Pause(string by) => Change(by, pause: true);

    /// <summary>This one has nothing against recording any more. Any thread.</summary>
    /// <returns>False: there is no recording (any more).</returns>
    public bool Resume(string by) => Change(by, pause: false);

    /// <summary>Writes into the record what has happened. Call's loop.</summary>
    internal void Note(RecordingChanged change) => _record.Note(new CallNote(_callId, _time.GetUtcNow(), NoteKind, new Dictionary<string, string>
    {
        ["state"] = change.What,
        [change.What switch { "started" => "format", "stopped" => "reason", _ => "by" }] = change.By,
        ["atSeconds"] = change.At.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture),
    }));

    /// <summary>Closes it; completes when the file is. Once, when no media thread touches the line any more. Call's loop.</summary>
    internal async Task FinishAsync()
    {
        if (_recorder is null || _spool is null) return;
        _leg.Untap(_recorder);
        _recorder.Finish();
        if (End()) Note(new RecordingChanged("stopped", "call ended", _recorder.Length));
        await _spool.Closed;
    }

    private bool Change(string by, bool pause)
    {
        lock (_lock)
        {
            if (_hasEnded) return false;
            var changed = pause ? _pausedBy.Add(by) : _pausedBy.Remove(by);
            if (_recorder is null || !changed) return true;
            _recorder.IsPaused = _pausedBy.Count > 0;
            _mailbox.Post(new RecordingChanged(pause ? "paused" : _pausedBy.Count > 0 ? "released" : "resumed", by, _recorder.Length));
            return true;
        }
    }

    private void Stopped(CallRecorder recorder, string reason)
    {
        if (End()) _mailbox.Post(new RecordingChanged("stopped", reason, recorder.Length));
    }

    private bool End()
    {
        lock (_lock)
        {
            var first = !_hasEnded;
            _hasEnded = true;
            return first;
        }
    }
}
