namespace Voxie.Pipeline.Listening;

/// <summary>
/// Whose turn it is: speech edges, text, keys and time in; look, commit, pause, resume and cut out. A pure function, so that every
/// judgement is a row in a test. A wait is a time from the back-dated edge, not a count of windows.
/// </summary>
internal static class TurnDetector
{
    /// <summary>The next state, and what is to be done, in order.</summary>
    public static (TurnState State, IReadOnlyList<TurnAction> Actions) Step(TurnState state, TurnInput input)
    {
        var actions = new List<TurnAction>();
        var next = Decide(Take(state, input, actions), input.Now, actions);
        return (next with { Due = NextDue(next) }, actions);
    }

    private static TurnState Take(TurnState state, TurnInput input, List<TurnAction> actions) => input switch
    {
        TurnInput.SpeechBegins begins => Interrupt(state with
        {
            Phase = CallerPhase.Speaking, SpeechStart = begins.At, LastHeard = begins.Now, Text = null, Looked = false,
        }, actions),
        TurnInput.SpeechEnds ends => End(state, ends.At),
        TurnInput.StillHeard heard => state with { LastHeard = heard.Now },
        TurnInput.TextKnown known => Read(state, known, actions),
        TurnInput.KeyPressed key => Press(state, key, actions),
        TurnInput.AgentFloor { Held: true } => Interrupt(state with { AgentHasFloor = true }, actions),
        TurnInput.AgentFloor => Yield(state, actions) with { AgentHasFloor = false },
        TurnInput.SpeechLost => Forget(Yield(state, actions)),
        TurnInput.AnswerExpected expected => state with { Profile = TurnProfile.For(expected.Answer) },
        _ => state,
    };

    /// <summary>The caller speaks while the agent has the floor: the agent falls silent until it is clear what that was.</summary>
    private static TurnState Interrupt(TurnState state, List<TurnAction> actions)
    {
        if (!state.AgentHasFloor || state.Interrupting || state.Phase == CallerPhase.Quiet) return state;
        actions.Add(new TurnAction(TurnVerb.Pause));
        return state with { Interrupting = true };
    }

    /// <summary>What the caller is saying interrupts nobody: the agent had finished, or the words are lost.</summary>
    private static TurnState Yield(TurnState state, List<TurnAction> actions)
    {
        if (state.Interrupting) actions.Add(new TurnAction(TurnVerb.Resume));
        return state with { Interrupting = false };
    }

    private static TurnState End(TurnState state, TimeSpan at) => state.Phase != CallerPhase.Speaking ? state : state with
    {
        Phase = CallerPhase.Pausing,
        SpeechEnd = at,
        Spoken = state.Spoken + (at > state.SpeechStart ? at - state.SpeechStart : TimeSpan.Zero),
    };

    private static TurnState Read(TurnState state, TurnInput.TextKnown known, List<TurnAction> actions)
    {
        if (state.Phase == CallerPhase.Quiet) return state;
        if (state.Interrupting && !Backchannel.Is(known.Text)) state = Cut(state, actions);
        if (state.Phase == CallerPhase.Speaking) return state;
        if (state.Interrupting) return Dismiss(state, actions);
        state = state with { Text = known.Text };
        return known.EndOfTurn ? Commit(state, actions) : state;
    }

    private static TurnState Press(TurnState state, TurnInput.KeyPressed key, List<TurnAction> actions)
    {
        // A key is pressed on purpose: no doubt about the interruption.
        if (state.AgentHasFloor) state = Cut(state, actions);
        return state with
        {
            Digits = key.Digit == '#' ? state.Digits : state.Digits + key.Digit,
            DigitsClosed = key.Digit == '#',
            LastDigit = key.Now,
        };
    }

    /// <summary>What time alone decides.</summary>
    private static TurnState Decide(TurnState state, TimeSpan now, List<TurnAction> actions)
    {
        if (state.Phase == CallerPhase.Speaking && now >= state.LastHeard + state.Profile.Unheard) state = End(state, state.LastHeard);
        if (state.Interrupting) state = DecideInterruption(state, now, actions);
        return state.Phase switch
        {
            CallerPhase.Quiet => DecideDigits(state, now, actions),
            CallerPhase.Pausing when !state.Interrupting => DecideTurn(state, now, actions),
            _ => state,
        };
    }

    private static TurnState DecideInterruption(TurnState state, TimeSpan now, List<TurnAction> actions)
    {
        if (state.Phase == CallerPhase.Speaking)
            return state.Spoken + (now - state.SpeechStart) >= state.Profile.InterruptAfter ? Cut(state, actions) : state;
        if (state.Spoken >= state.Profile.InterruptAfter) return Cut(state, actions);
        if (now >= state.SpeechEnd + state.Profile.DecideWithin)
            return state.Spoken >= state.Profile.LeastInterruption ? Cut(state, actions) : Dismiss(state, actions);
        if (state.Looked) return state;
        // At once: a paused agent is dead air.
        actions.Add(new TurnAction(TurnVerb.Look));
        return state with { Looked = true };
    }

    private static TurnState DecideTurn(TurnState state, TimeSpan now, List<TurnAction> actions)
    {
        var silence = now - state.SpeechEnd;
        if (state.Spoken < state.Profile.LeastTurn && state.Digits.Length == 0)
            return silence >= state.Profile.Quick ? Drop(state, actions) : state;
        if (silence >= state.Profile.Slow || state.DigitsClosed) return Commit(state, actions);
        if (silence >= state.Profile.Quick && state.Text is { } text && PhraseEnding.LooksFinished(text)) return Commit(state, actions);
        if (state.Looked || silence < state.Profile.Look) return state;
        actions.Add(new TurnAction(TurnVerb.Look));
        return state with { Looked = true };
    }

    private static TurnState DecideDigits(TurnState state, TimeSpan now, List<TurnAction> actions)
    {
        var waiting = state.Digits.Length > 0 || state.DigitsClosed;
        var over = state.DigitsClosed || now >= state.LastDigit + state.Profile.BetweenDigits;
        return waiting && over ? Commit(state, actions) : state;
    }

    private static TurnState Commit(TurnState state, List<TurnAction> actions)
    {
        var spoken = state.Phase == CallerPhase.Pausing;
        var last = spoken && state.SpeechEnd > state.LastDigit ? state.SpeechEnd : state.LastDigit;
        actions.Add(new TurnAction(TurnVerb.Commit, last, state.Digits, spoken));
        return Forget(state) with { Digits = "", DigitsClosed = false, AgentHasFloor = true };
    }

    private static TurnState Cut(TurnState state, List<TurnAction> actions)
    {
        actions.Add(new TurnAction(TurnVerb.Cut));
        return state with { AgentHasFloor = false, Interrupting = false };
    }

    private static TurnState Dismiss(TurnState state, List<TurnAction> actions)
    {
        actions.Add(new TurnAction(TurnVerb.Resume));
        return Drop(state, actions) with { Interrupting = false };
    }

    private static TurnState Drop(TurnState state, List<TurnAction> actions)
    {
        actions.Add(new TurnAction(TurnVerb.Drop));
        return Forget(state);
    }

    private static TurnState Forget(TurnState state) =>
        state with { Phase = CallerPhase.Quiet, Spoken = TimeSpan.Zero, Text = null, Looked = false };

    private static TimeSpan? NextDue(TurnState state) => state.Phase switch
    {
        CallerPhase.Quiet => state.Digits.Length > 0 ? state.LastDigit + state.Profile.BetweenDigits : null,
        CallerPhase.Speaking when state.Interrupting =>
            Earlier(state.SpeechStart + state.Profile.InterruptAfter - state.Spoken, state.LastHeard + state.Profile.Unheard),
        CallerPhase.Speaking => state.LastHeard + state.Profile.Unheard,
        _ when state.Interrupting => state.SpeechEnd + state.Profile.DecideWithin,
        _ when state.Spoken < state.Profile.LeastTurn && state.Digits.Length == 0 => state.SpeechEnd + state.Profile.Quick,
        _ when !state.Looked => state.SpeechEnd + state.Profile.Look,
        _ when state.Text is { } text && PhraseEnding.LooksFinished(text) => state.SpeechEnd + state.Profile.Quick,
        _ => state.SpeechEnd + state.Profile.Slow,
    };

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
