using Microsoft.Extensions.Logging;

namespace Voxie.SipGateway.Calls;

internal sealed partial class SipCallLeg
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Fault in SIP call {CallId}; the call is ended")]
    private partial void LogFault(Exception fault, string callId);
}
