namespace Voxie.Admin.Journal;

internal sealed partial class JournalSink
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Journal refused event {Number} of call {CallId}: {Reason}. It is kept in memory and tried again")]
    private static partial void Refused(ILogger logger, Guid callId, int number, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {Kind} of call {CallId} came out of place and is not recorded")]
    private static partial void OutOfPlace(ILogger logger, Guid callId, string kind);
}
