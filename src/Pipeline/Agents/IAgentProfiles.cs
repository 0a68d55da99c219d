namespace Voxie.Pipeline.Agents;

/// <summary>The agents as they stand now: one immutable snapshot, replaced whole on a change.</summary>
public interface IAgentProfiles
{
    /// <summary>The agent whose extension is <paramref name="extension"/> (ordinal, case-insensitive); null: nobody.</summary>
    AgentProfile? ByExtension(string extension);
    AgentProfile? ById(string id);
}
