namespace Voxie.Admin.Agents;

internal sealed partial class AgentImport
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Agent {Agent} imported from {File}")]
    private static partial void Applied(ILogger logger, string agent, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent} was changed through the API since its last import: {File} is not applied. 'voxie import --force' applies it")]
    private static partial void KeptEdit(ILogger logger, string agent, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "Agent {Agent} not imported from {File}: another agent has its extension")]
    private static partial void ExtensionTaken(ILogger logger, string agent, string file);
}
