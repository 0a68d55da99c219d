namespace Voxie.Admin.Journal;

internal sealed partial class Shipper
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away ({Reason}). Calls go on, the journal keeps their record; next try in {Retry}")]
    private static partial void Away(ILogger logger, string reason, TimeSpan retry);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is back; the journal is shipped")]
    private static partial void Back(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} torn or damaged lines passed over in {File}")]
    private static partial void Damaged(ILogger logger, int count, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database refuses event {Number} of call {CallId} for good: {Reason}")]
    private static partial void Refused(ILogger logger, int number, Guid callId, string reason);
}
