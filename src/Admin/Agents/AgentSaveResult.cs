namespace Voxie.Admin.Agents;

internal enum AgentSaveStatus
{
    Saved,
    /// <summary>No such agent (any more).</summary>
    NotFound,
    /// <summary>It is not at the version the writer had seen.</summary>
    VersionConflict,
    /// <summary>Another agent has this extension.</summary>
    ExtensionTaken,
    /// <summary>An agent with this id exists, or existed.</summary>
    IdTaken,
}

/// <param name="Agent">As saved; on a conflict as it stands; null otherwise.</param>
internal sealed record AgentSaveResult(AgentSaveStatus Status, StoredAgent? Agent = null);
