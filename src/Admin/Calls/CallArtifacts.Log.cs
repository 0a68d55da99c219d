namespace Voxie.Admin.Calls;

internal sealed partial class CallArtifacts
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "What call {CallId} left behind ({Kind}) is not kept: {Reason}")]
    private static partial void NotKept(ILogger logger, Guid callId, string kind, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not take what {Calls} calls left behind: {Reason}. It is tried again")]
    private static partial void Refused(ILogger logger, int calls, string reason);
}
