using Microsoft.Extensions.Logging;

namespace Voxie.Pipeline.Calls;

internal sealed partial class Call
{
    [LoggerMessage(Level = LogLevel.Error, Message = "call {CallId}: a fault of ours")]
    private static partial void LogFault(ILogger logger, Exception fault, Guid callId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "call {CallId}: could not let go of its {Step}")]
    private static partial void LogEndStepFailed(ILogger logger, Exception fault, Guid callId, string step);

    [LoggerMessage(Level = LogLevel.Information, Message = "call {CallId}: ended, {Code} by {Side}")]
    private static partial void LogEnded(ILogger logger, Guid callId, EndCode code, EndSide side);
}
