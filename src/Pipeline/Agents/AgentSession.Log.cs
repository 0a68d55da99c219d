using Microsoft.Extensions.Logging;

namespace Voxie.Pipeline.Agents;

internal sealed partial class AgentSession
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "call {CallId}: {Provider} failed at {Stage}: {Detail}")]
    private static partial void LogProviderFailed(ILogger logger, Guid callId, string provider, ProviderStage stage, string detail);
}
