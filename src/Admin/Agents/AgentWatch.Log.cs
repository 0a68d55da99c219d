namespace Voxie.Admin.Agents;

internal sealed partial class AgentWatch
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Agents reloaded: revision {Revision}, {Count} agents")]
    private static partial void Reloaded(ILogger logger, long revision, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agents cannot be read now: {Reason}")]
    private static partial void Unreadable(ILogger logger, string reason);
}
