namespace Voxie.Pipeline.Agents;

/// <summary>What the caller's side of a conversation tells the agent's side. On the call's loop.</summary>
internal interface ICallerEvents
{
    /// <summary>The caller speaks or presses keys: it is not silent.</summary>
    void CallerStirred();

    /// <summary>What stirred was nothing.</summary>
    void CallerStilled();

    void PauseAgent();
    void ResumeAgent();
    void CutAgent();

    /// <summary>The caller's turn is over; its text is on the way. The agent has the floor.</summary>
    void TurnEnded();

    /// <summary>The caller's turn is known.</summary>
    void TurnTaken(CallerTurnHeard turn);

    /// <summary>The recogniser failed in the middle of a turn.</summary>
    void RecogniserFailed(ProviderFailure failure);

    /// <summary>There is no recogniser any more.</summary>
    void RecogniserLost();
}
