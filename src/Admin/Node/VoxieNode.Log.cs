namespace Voxie.Admin.Node;

internal sealed partial class VoxieNode
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Ready: API on {Http}, {Agents} agents, node {NodeId} epoch {Epoch}")]
    private static partial void Ready(ILogger logger, Uri http, int agents, string nodeId, int epoch);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Part} started")]
    private static partial void PartStarted(ILogger logger, string part);

    [LoggerMessage(Level = LogLevel.Information, Message = "Draining: no new calls, {Calls} live ones have {Seconds} s to end")]
    private static partial void Draining(ILogger logger, int calls, int seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The drain limit is reached: {Calls} calls are ended")]
    private static partial void DrainLimit(ILogger logger, int calls);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Environment variable {Name} is none that voxie knows")]
    private static partial void UnknownVariable(ILogger logger, string name);
}
