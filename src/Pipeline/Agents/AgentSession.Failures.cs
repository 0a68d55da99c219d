using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Agents;

// What is done when a provider fails: never dead air, and never for ever.
internal sealed partial class AgentSession
{
    private void ReplyFailed(AgentTurn turn, ProviderFailure failure)
    {
        Note(failure);
        turn.Run?.Cut();
        _stall.Stop();
        turn.IsComplete = true;
        if (++_failures >= MostFailures)
        {
            GiveUp(failure.Stage);
            return;
        }
        if (!turn.SaidSomething)
        {
            turn.Times?.FirstSentence(_clock.Now);
            _speak.Say(Instead(turn));
        }
        EndTurnWhenSaid();
    }

    private string Instead(AgentTurn turn)
    {
        if (turn.Kind != AgentTurnKind.Reprompt) return StandInPhrases.Trouble;
        return _prompts > _call.Agent.Limits.MaxReprompts ? StandInPhrases.Goodbye : StandInPhrases.StillThere;
    }

    private void VoiceFailed(ProviderFailure failure)
    {
        Note(failure);
        if (_parts.Voice.HasStandIn) _parts.Voice.SwitchToStandIn();
        else Leave(ProviderFault(failure.Stage));
    }

    private void SayStandIn(string phrase)
    {
        Begin(new AgentTurn(AgentTurnKind.StandIn));
        _speak.Say(phrase);
        EndTurnWhenSaid();
    }

    /// <summary>Says so, behind whatever is being said, and ends the call.</summary>
    private void GiveUp(ProviderStage stage)
    {
        if (_leaving is not null || _aside) return;
        if (_turn is null) Begin(new AgentTurn(AgentTurnKind.StandIn));
        _speak.Resume();
        _speak.Say(StandInPhrases.GiveUp);
        _turn!.EndAfter = _leaving = ProviderFault(stage);
        _turn.IsComplete = true;
        _turn.Run?.Cut();
        _stall.Stop();
    }

    private void Note(ProviderFailure failure)
    {
        LogProviderFailed(_logger, _call.Id, failure.Provider, failure.Stage, failure.Detail);
        _log.Failed(failure);
    }

    private static CallEndReason ProviderFault(ProviderStage stage) => new(EndCode.ProviderFailure, EndSide.Provider, stage.ToString());
}
