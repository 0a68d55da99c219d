using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents;

// What the caller's side tells.
internal sealed partial class AgentSession
{
    private const int MostNotUnderstood = 2;

    public void CallerStirred() => _silence.Stop();

    public void CallerStilled() => WatchSilence();

    public void PauseAgent()
    {
        if (IsClosing) return;
        _speak.Pause();
        _pausedAt = _clock.Now;
    }

    public void ResumeAgent()
    {
        _speak.Resume();
        _pausedAt = null;
    }

    public void CutAgent()
    {
        if (!IsClosing) StopAgent();
    }

    private void StopAgent()
    {
        var spoken = _speak.Cut();
        _consentEnds = null;
        var silentSince = _pausedAt ?? _clock.Now;
        _pausedAt = null;
        _stall.Stop();
        if (_turn is not { } turn) return;
        _turn = null;
        turn.Run?.Cut();
        _log.AgentSaid(spoken, turn.Began ?? silentSince, silentSince, interrupted: spoken.Heard != spoken.Text, turn.Times?.Split());
    }

    /// <summary>What the caller said last, and hung up: it belongs in the record, although nobody answers it.</summary>
    private async Task HearLastWordsAsync()
    {
        await foreach (var turn in _caller.LastTurnsAsync())
            if (turn.Text.Length > 0 || turn.Digits.Length > 0) _log.CallerSaid(turn.Text, turn.Digits, turn.Began, turn.Ended);
    }

    public void TurnEnded() => _silence.Stop();

    public void TurnTaken(CallerTurnHeard turn)
    {
        if (turn.Text.Length == 0 && turn.Digits.Length == 0)
        {
            if (!turn.Superseded && !_aside) NotUnderstood(turn);
            return;
        }
        _prompts = 0;
        _notUnderstood = 0;
        _log.CallerSaid(turn.Text, turn.Digits, turn.Began, turn.Ended);
        // The caller went on: the rest of it will be answered together with this.
        if (turn.Superseded || _aside) return;
        var text = turn.Digits.Length > 0 ? turn.Text : _log.Unanswered ?? turn.Text;
        Answer(new CallerTurn(text, turn.Digits) { Alternatives = text == turn.Text ? turn.Alternatives : [] }, turn.Times);
    }

    public void RecogniserFailed(ProviderFailure failure)
    {
        Note(failure);
        if (++_failures >= MostFailures) GiveUp(failure.Stage);
        else if (_turn is null && !_aside) SayStandIn(StandInPhrases.NotUnderstood);
    }

    public void RecogniserLost() => GiveUp(ProviderStage.SttConnect);

    /// <summary>There was a voice, and no words in it.</summary>
    private void NotUnderstood(CallerTurnHeard turn)
    {
        // It took the floor from an answer that was not heard: the question still stands.
        if (_log.Unanswered is { } question)
        {
            Answer(new CallerTurn(question), turn.Times);
            return;
        }
        if (turn.Ended - turn.Began >= LeastMumble && ++_notUnderstood <= MostNotUnderstood)
        {
            SayStandIn(StandInPhrases.NotUnderstood);
            return;
        }
        _caller.AgentFloor(false);
        WatchSilence();
    }
}
