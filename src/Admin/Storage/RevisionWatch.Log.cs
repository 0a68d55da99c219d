namespace Voxie.Admin.Storage;

internal sealed partial class RevisionWatch
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{What} reloaded: revision {Revision}")]
    private static partial void Reloaded(ILogger logger, string what, long revision);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What} cannot be read now: {Reason}")]
    private static partial void Unreadable(ILogger logger, string what, string reason);
}
