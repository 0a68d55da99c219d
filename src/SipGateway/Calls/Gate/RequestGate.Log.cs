using System.Net;
using Microsoft.Extensions.Logging;

namespace Voxie.SipGateway.Calls.Gate;

internal sealed partial class RequestGate
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Source} was refused too often and is not listened to for {Time}")]
    private partial void LogBanned(IPAddress source, TimeSpan time);
}
