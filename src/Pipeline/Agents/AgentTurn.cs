using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Agents;

internal enum AgentTurnKind { Greeting, Answer, Reprompt, StandIn }

/// <summary>A turn of the agent, from the thought to the last sample heard. Call's loop only.</summary>
/// <param name="run">Where its sentences come from; null: they are all given.</param>
/// <param name="times">The gap before it; null: it answers nobody.</param>
internal sealed class AgentTurn(AgentTurnKind kind, ReplyRun? run = null, TurnTimes? times = null)
{
    public AgentTurnKind Kind => kind;
    public ReplyRun? Run => run;
    public TurnTimes? Times => times;

    /// <summary>No more sentences come.</summary>
    public bool IsComplete { get; set; } = run is null;

    public bool SaidSomething { get; set; }

    /// <summary>The call ends with it, for this reason.</summary>
    public CallEndReason? EndAfter { get; set; }

    /// <summary>The caller is handed over with it.</summary>
    public TransferEntry? TransferAfter { get; set; }

    /// <summary>First audible sample; null: nothing was heard yet.</summary>
    public TimeSpan? Began { get; set; }

    /// <summary>Last sample played so far.</summary>
    public TimeSpan? Ended { get; set; }
}
