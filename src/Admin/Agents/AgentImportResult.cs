namespace Voxie.Admin.Agents;

internal enum AgentImportResult
{
    /// <summary>Saved as a new version.</summary>
    Applied,
    /// <summary>This very file is already applied.</summary>
    Unchanged,
    /// <summary>The file is new, but the agent was edited or deleted through the API since.</summary>
    KeptEdit,
    /// <summary>Another agent has the file's extension.</summary>
    ExtensionTaken,
}
