namespace Voxie.Admin.Journal;

internal sealed partial class Recovery
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} calls of earlier runs had no end and are closed as crashed (epoch {Epoch} begins)")]
    private static partial void Closed(ILogger logger, int count, int epoch);
}
