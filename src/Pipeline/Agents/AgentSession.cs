using Microsoft.Extensions.Logging;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Listening;
using Voxie.Pipeline.Speaking;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents;

/// <summary>
/// Conducts a conversation: takes the caller's turns from <see cref="CallerSide"/>, has them answered by the brain, and has the answer
/// said by <see cref="SpeakLoop"/>. Here it is decided what an interruption, a silence or a failure means for the conversation.
/// What may stall has a deadline; a call that nothing can save says so and ends.
/// </summary>
internal sealed partial class AgentSession : IConductor, ICallerEvents
{
    private static readonly TimeSpan ReplyStall = TimeSpan.FromSeconds(8);

    /// <summary>Of silence behind the last word, before the line goes.</summary>
    private static readonly TimeSpan Tail = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan LeastMumble = TimeSpan.FromMilliseconds(500);
    private const int MostFailures = 2;

    private readonly CallContext _call;
    private readonly AgentSessionParts _parts;
    private readonly CallClock _clock;
    private readonly CallerSide _caller;
    private readonly SpeakLoop _speak;
    private readonly ConversationLog _log;
    private readonly MailTimer _silence;
    private readonly MailTimer _stall;
    private readonly MailTimer _tail;
    private readonly ILogger _logger;

    private AgentTurn? _turn;
    private Task _lastRun = Task.CompletedTask;
    private CallEndReason? _leaving;
    private TimeSpan? _pausedAt;
    private int _prompts;
    private int _notUnderstood;
    private int _failures;

    public AgentSession(CallContext call, AgentSessionParts parts)
    {
        _call = call;
        _parts = parts;
        _speak = parts.Speak;
        _clock = new CallClock(parts.Time);
        _caller = new CallerSide(parts.Recogniser, parts.Ear, call.Mailbox, parts.Time, _clock, this);
        _log = new ConversationLog(call.Id, call.Record, _clock);
        _silence = new MailTimer(parts.Time, call.Mailbox);
        _stall = new MailTimer(parts.Time, call.Mailbox);
        _tail = new MailTimer(parts.Time, call.Mailbox);
        _logger = parts.Loggers.CreateLogger<AgentSession>();
    }

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await Task.WhenAll(
            Readiness.OfAsync(ProviderStage.SttConnect, () => _caller.OpenAsync(cancellation), _parts.Time, cancellation),
            Readiness.OfAsync(ProviderStage.LlmConnect, () => _parts.Brain.WarmAsync(cancellation), _parts.Time, cancellation),
            GreetAsync(cancellation));
    }

    private async Task GreetAsync(CancellationToken cancellation)
    {
        var greeting = new Greeting(_parts.Voice, _speak, _parts.Time);
        await greeting.PrepareAsync(Consent, _call.Agent.Greeting, cancellation);
        _consentEnds = greeting.ConsentEnds;
    }

    public void Start()
    {
        _caller.Start();
        _call.Leg.Tap(_caller.Ear);
        _call.Leg.Listen(_caller.Ear);
        _speak.Start();
        if (_speak.IsSilent) WatchSilence();
        else Begin(new AgentTurn(AgentTurnKind.Greeting));
    }

    public void Handle(CallEvent callEvent)
    {
        // A goodbye is heard to its end: who talks over it is not listened to any more.
        if ((IsClosing || _aside) && callEvent is SpeechStarted or SpeechHeard or SpeechEnded or SpeechWasEcho or DigitReceived) return;
        // What was still on its way when the line went on hold belongs to a turn that was let go.
        if (IsOnHold && callEvent is SpeechStarted or SpeechHeard or SpeechEnded or SpeechWasEcho) return;
        if (_caller.Handle(callEvent)) return;
        switch (callEvent)
        {
            case ReplyPartArrived arrived when arrived.Run == _turn?.Run:
                Take(_turn, arrived.Part);
                break;
            case ReplyFinished finished when finished.Run == _turn?.Run:
                if (finished.Fault is { } fault) ReplyFailed(_turn, new ProviderFailure("brain", ProviderStage.LlmStream, fault.GetType().Name));
                else if (!_turn.IsComplete) Complete(_turn);
                break;
            case VoiceSpoke spoke when _parts.Voice.IsCurrent(spoke):
                if (_speak.Handle(spoke.Update) is { } failure) VoiceFailed(failure);
                break;
            case VoiceSwitched { Session: { } session }:
                _parts.Voice.Use(session);
                _speak.ContinueWithStandIn();
                break;
            case VoiceSwitched:
                Leave(ProviderFault(ProviderStage.TtsConnect));
                break;
            case SentenceBegan began when _turn is not null && _speak.Has(began.Sentence):
                TimeSpan? firstAudio = _speak.FirstAudioAt is { } at ? _clock.Of(at) : null;
                _turn.Began ??= _clock.Of(began.At);
                _turn.Times?.FirstPlayed(_clock.Of(began.At), firstAudio);
                break;
            case SentencePlayed played when _turn is not null && _speak.Has(played.Sentence):
                _turn.Ended = _clock.Of(played.At);
                _speak.Handle(played);
                ConsentPlayed(played.Sentence);
                EndTurnWhenSaid();
                break;
            case HoldChanged hold:
                TakeHold(hold.Held);
                break;
            case LineHeld hold:
                HoldCaller(hold.Held);
                break;
            case TimerRang rang:
                Handle(rang);
                break;
        }
    }

    public EchoReport? Echo => _caller.Ear.Echo;

    public bool TakeLeave(CallEndReason reason)
    {
        if (_leaving is not null) return true; // it is saying goodbye already
        if (_aside) return false; // the caller hears somebody else
        StopAgent();
        Begin(new AgentTurn(AgentTurnKind.StandIn) { EndAfter = reason });
        _leaving = reason;
        _speak.Say(StandInPhrases.TimeIsUp);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        _call.Leg.Listen(null);
        _call.Leg.Untap(_caller.Ear);
        StopAgent();
        _speak.Dispose();
        foreach (var timer in (MailTimer[])[_silence, _stall, _tail]) timer.Dispose();
        await HearLastWordsAsync();
        await _caller.DisposeAsync();
        await _parts.Voice.DisposeAsync();
        await _lastRun;
        await _parts.Brain.DisposeAsync();
    }

    private void Handle(TimerRang rang)
    {
        if (_speak.VoiceStalled(rang)) VoiceFailed(new ProviderFailure("voice", ProviderStage.TtsFirstByte, "no audio in time"));
        else if (_tail.Rings(rang)) LeaveOrHandOver();
        else if (_stall.Rings(rang) && _turn is { } turn) ReplyFailed(turn, new ProviderFailure("brain", ProviderStage.LlmFirstToken, "no sentence in time"));
        else if (_silence.Rings(rang)) Reprompt();
    }

    private void Begin(AgentTurn turn)
    {
        _silence.Stop();
        _turn = turn;
        _caller.AgentFloor(true);
        AskConsentAgain(turn.Kind);
    }

    private void BeginReply(AgentTurnKind kind, TurnTimes? times, Func<CancellationToken, IAsyncEnumerable<ReplyPart>> reply)
    {
        var run = new ReplyRun(_call.Mailbox);
        Begin(new AgentTurn(kind, run, times));
        run.Start(reply, _lastRun);
        _lastRun = run.Completion;
        _stall.Set(ReplyStall);
    }

    private void Answer(CallerTurn turn, TurnTimes times)
    {
        _caller.Expect(ExpectedAnswer.Open);
        var history = _log.History;
        BeginReply(AgentTurnKind.Answer, times, cut => _parts.Brain.ReplyAsync(turn, history, cut));
    }

    private void Reprompt()
    {
        if (!_caller.IsQuiet || _turn is not null) return;
        var (times, history) = (++_prompts, _log.History);
        BeginReply(AgentTurnKind.Reprompt, null, cut => _parts.Brain.RepromptAsync(times, history, cut));
    }

    private void Take(AgentTurn turn, ReplyPart part)
    {
        switch (part)
        {
            case SayPart say:
                turn.Times?.FirstSentence(_clock.Now);
                turn.SaidSomething = true;
                _speak.Say(say.Text);
                _stall.Set(ReplyStall);
                break;
            case ExpectPart expect:
                _caller.Expect(expect.Answer);
                break;
            case NotePart note:
                _log.Note(note.Kind, note.Data);
                break;
            case RecordingPart recording:
                Take(recording);
                break;
            case HangUpPart:
                turn.EndAfter ??= CallEndReason.AgentHangup;
                // Whoever speaks up at last is welcome; and what is being decided on is decided first.
                if (turn.Kind != AgentTurnKind.Reprompt && !_caller.IsInterrupting) _leaving = turn.EndAfter;
                break;
            case TransferPart transfer:
                HandOverWhenSaid(turn, transfer.Entry);
                break;
            case FailedPart failed:
                ReplyFailed(turn, failed.Failure);
                break;
        }
    }

    private void Complete(AgentTurn turn)
    {
        if (turn.Kind == AgentTurnKind.Answer) _failures = 0;
        turn.IsComplete = true;
        _stall.Stop();
        EndTurnWhenSaid();
    }

    private void EndTurnWhenSaid()
    {
        if (_turn is not { IsComplete: true } turn || !_speak.IsSilent) return;
        _turn = null;
        var now = _clock.Now;
        _log.AgentSaid(_speak.Finish(), turn.Began ?? now, turn.Ended ?? now, interrupted: false, turn.Times?.Split());
        _caller.AgentFloor(false);
        if (turn.Kind == AgentTurnKind.Reprompt && _prompts > _call.Agent.Limits.MaxReprompts)
            turn.EndAfter = new CallEndReason(EndCode.Silence, EndSide.Caller);
        if (turn.EndAfter is { } reason)
        {
            _leaving = reason;
            _tail.Set(Tail);
            return;
        }
        if (turn.TransferAfter is { } entry)
        {
            _handingOver = entry;
            _tail.Set(Tail);
            return;
        }
        WatchSilence();
    }

    private void WatchSilence()
    {
        if (_turn is null && !IsClosing && !IsOnHold && !_aside && _caller.IsQuiet) _silence.Set(_call.Agent.Limits.RepromptAfter);
    }

    private void Leave(CallEndReason reason) => _call.Mailbox.Post(new HangUpRequested(reason));
}
