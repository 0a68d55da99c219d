using Microsoft.Extensions.Logging;

namespace Voxie.SipGateway.Media;

internal sealed partial class PlayoutClock
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Clock thread {Name} runs (real-time priority: {Realtime})")]
    private partial void LogStarted(string? name, bool realtime);

    [LoggerMessage(Level = LogLevel.Error, Message = "A leg failed on the clock and was taken off it")]
    private partial void LogLegFault(Exception exception);
}
