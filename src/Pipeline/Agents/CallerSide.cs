using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Listening;
using Voxie.Pipeline.SpeechToText;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents;

/// <summary>
/// The caller's side of a conversation: the ear on the line, the recogniser, and whose turn it is. It turns edges, texts and keys into
/// turns, and tells when the agent is to fall silent. Call's loop only.
/// </summary>
internal sealed class CallerSide(Recogniser recogniser, ListenLine ear, CallMailbox mailbox, TimeProvider time, CallClock clock, ICallerEvents events)
    : IAsyncDisposable
{
    /// <summary>A recogniser that was asked for a turn and says nothing for so long has failed.</summary>
    private static readonly TimeSpan RecogniserStall = TimeSpan.FromSeconds(5);

    /// <summary>Nobody waits for these words but the record.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly MailTimer _turnTimer = new(time, mailbox);
    private readonly MailTimer _stall = new(time, mailbox);
    private readonly Queue<Pending> _pending = new();
    private TurnState _state = new();
    private TimeSpan? _began;

    /// <summary>What the line hears goes here once it is answered.</summary>
    public ListenLine Ear => ear;

    /// <summary>The agent is paused until it is clear what the caller did.</summary>
    public bool IsInterrupting => _state.Interrupting;

    /// <summary>The caller neither speaks nor has just spoken.</summary>
    public bool IsQuiet => _state.Phase == CallerPhase.Quiet && _state.Digits.Length == 0;

    public Task OpenAsync(CancellationToken cancellation) => recogniser.OpenAsync(cancellation);

    public void Start() => recogniser.Listen();

    /// <summary>Nobody listens to the line for a while: what was being said is let go. Turns that are over keep their answers.</summary>
    public void Suspend()
    {
        recogniser.Discard();
        _began = null;
        Feed(new TurnInput.SpeechLost(clock.Now));
    }

    /// <summary>The agent has something to say, or has said it all.</summary>
    public void AgentFloor(bool held) => Feed(new TurnInput.AgentFloor(clock.Now, held));

    public void Expect(ExpectedAnswer answer) => Feed(new TurnInput.AnswerExpected(clock.Now, answer));

    /// <returns>False: the event is none of the caller's side.</returns>
    public bool Handle(CallEvent callEvent)
    {
        switch (callEvent)
        {
            case SpeechStarted started:
                events.CallerStirred();
                _began ??= clock.Of(started.At);
                Feed(new TurnInput.SpeechBegins(clock.Now, clock.Of(started.At)));
                return true;
            case SpeechHeard heard:
                recogniser.Hear(heard.Audio);
                Feed(new TurnInput.StillHeard(clock.Now));
                return true;
            case SpeechEnded ended:
                recogniser.Rest();
                Feed(new TurnInput.SpeechEnds(clock.Now, clock.Of(ended.At)));
                return true;
            case SpeechWasEcho:
                recogniser.Discard();
                _began = null;
                Feed(new TurnInput.SpeechLost(clock.Now));
                events.CallerStilled();
                return true;
            case DigitReceived digit:
                events.CallerStirred();
                _began ??= clock.Now;
                Feed(new TurnInput.KeyPressed(clock.Now, digit.Digit));
                return true;
            case TranscriptArrived arrived:
                if (recogniser.IsCurrent(arrived)) Take(arrived.Update);
                return true;
            case RecogniserReopened { Session: { } session }:
                recogniser.Use(session);
                return true;
            case RecogniserReopened:
                events.RecogniserLost();
                return true;
            case TimerRang rang when _turnTimer.Rings(rang):
                Feed(new TurnInput.TimerDue(clock.Now));
                return true;
            case TimerRang rang when _stall.Rings(rang):
                Fail(new ProviderFailure("recogniser", ProviderStage.SttStream, "no transcript in time"));
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// The call is over, and its mailbox is read no more: the turns whose text is on the way, and the one that was being spoken. Ends
    /// when they are known, or after <see cref="LastWords"/>.
    /// </summary>
    public async IAsyncEnumerable<CallerTurnHeard> LastTurnsAsync()
    {
        if (_state.Phase != CallerPhase.Quiet || _state.Digits.Length > 0)
        {
            var last = _state.Phase switch { CallerPhase.Quiet => _state.LastDigit, CallerPhase.Speaking => _state.LastHeard, _ => _state.SpeechEnd };
            var action = new TurnAction(TurnVerb.Commit, last, _state.Digits, Spoken: _state.Phase != CallerPhase.Quiet);
            var pending = new Pending(action, _began ?? last, new TurnTimes(last, clock.Now));
            if (action.Spoken) Ask(pending);
            else yield return pending.Heard("", clock.Now);
        }
        using var limit = new CancellationTokenSource(LastWords, time);
        while (_pending.TryPeek(out var pending) && await recogniser.NextFinalAsync(limit.Token) is { } update)
        {
            if (update.Segment != pending.Segment) continue;
            _pending.Dequeue();
            yield return pending.Heard(update.Text, clock.Now);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _turnTimer.Dispose();
        _stall.Dispose();
        await recogniser.DisposeAsync();
    }

    private void Feed(TurnInput input)
    {
        var (state, actions) = TurnDetector.Step(_state, input);
        var moved = state.Due != _state.Due;
        _state = state;
        if (state.Due is null) _turnTimer.Stop();
        else if (moved || !_turnTimer.IsSet) _turnTimer.Set(state.Due.Value - input.Now);
        // Whatever an action leads to may feed again: by then the state is the new one.
        foreach (var action in actions) Do(action);
    }

    private void Do(TurnAction action)
    {
        switch (action.Verb)
        {
            case TurnVerb.Look:
                recogniser.Look();
                break;
            case TurnVerb.Commit:
                Commit(action);
                break;
            case TurnVerb.Drop:
                recogniser.Discard();
                _began = null;
                events.CallerStilled();
                break;
            case TurnVerb.Pause:
                events.PauseAgent();
                break;
            case TurnVerb.Resume:
                events.ResumeAgent();
                break;
            case TurnVerb.Cut:
                // A turn whose text is still on the way was not the whole turn.
                foreach (var pending in _pending) pending.Superseded = true;
                events.CutAgent();
                break;
        }
    }

    private void Commit(TurnAction action)
    {
        var pending = new Pending(action, _began ?? action.LastSpeech, new TurnTimes(action.LastSpeech, clock.Now));
        _began = null;
        events.TurnEnded();
        if (!action.Spoken)
        {
            events.TurnTaken(pending.Heard("", clock.Now));
            return;
        }
        Ask(pending);
        if (!_stall.IsSet) _stall.Set(RecogniserStall);
    }

    private void Ask(Pending pending)
    {
        pending.Segment = recogniser.Finish();
        _pending.Enqueue(pending);
    }

    private void Take(TranscriptUpdate update)
    {
        if (update.Failure is { } failure)
        {
            Fail(failure);
            return;
        }
        if (!update.IsFinal)
        {
            if (update.Segment == recogniser.Segment) Feed(new TurnInput.TextKnown(clock.Now, update.Text, update.EndOfTurn));
            return;
        }
        if (!_pending.TryPeek(out var pending) || pending.Segment != update.Segment) return;
        _pending.Dequeue();
        if (_pending.Count == 0) _stall.Stop();
        else _stall.Set(RecogniserStall);
        events.TurnTaken(pending.Heard(update.Text, clock.Now) with { Alternatives = update.Alternatives });
    }

    private void Fail(ProviderFailure failure)
    {
        _pending.Clear();
        _stall.Stop();
        recogniser.Reopen();
        _began = null;
        Feed(new TurnInput.SpeechLost(clock.Now));
        events.RecogniserFailed(failure);
    }

    /// <summary>A turn that is over and whose text is on the way.</summary>
    private sealed class Pending(TurnAction action, TimeSpan began, TurnTimes times)
    {
        public int? Segment { get; set; }
        public bool Superseded { get; set; }

        public CallerTurnHeard Heard(string text, TimeSpan now)
        {
            times.Transcript(now);
            return new CallerTurnHeard(text.Trim(), action.Digits, began, action.LastSpeech, times, Superseded);
        }
    }
}
