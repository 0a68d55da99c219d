using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Cli.Calling;

/// <summary>For a SIP stack that only dials: no agents, and no calls taken.</summary>
internal sealed class NobodyHome : ICallIntake, IAgentProfiles
{
    public static readonly NobodyHome Instance = new();

    public AgentProfile? ByExtension(string extension) => null;

    public AgentProfile? ById(string id) => null;

    public IntakeVerdict Check(AgentProfile agent) => IntakeVerdict.Draining;

    public IntakeVerdict CheckBridge() => IntakeVerdict.Draining;

    public void Bridge(ICallLeg leg, DialTarget target) => throw new InvalidOperationException("Nobody lives here.");

    public void Begin(ICallLeg leg, AgentProfile agent) => throw new InvalidOperationException("No agent lives here.");
}
