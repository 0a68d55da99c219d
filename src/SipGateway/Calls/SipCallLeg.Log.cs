using Microsoft.Extensions.Logging;

namespace Voxie.SipGateway.Calls;

internal sealed partial class SipCallLeg
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Fault in SIP call {CallId}; the call is ended")]
    private partial void LogFault(Exception fault, string callId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "SIP call {CallId}: {Total} SRTP packets so far did not pass authentication; another key, or a stranger")]
    private partial void LogForged(string callId, long total);
}
