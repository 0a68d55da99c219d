using Microsoft.Extensions.Logging;

namespace Voxie.SipGateway.Media;

internal sealed partial class ListenThread
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The listening pass failed ({Count} times so far)")]
    private partial void LogPassFault(Exception exception, long count);

    [LoggerMessage(Level = LogLevel.Error, Message = "A leg failed while it was decoded and is no longer heard")]
    private partial void LogLegFault(Exception exception);
}
