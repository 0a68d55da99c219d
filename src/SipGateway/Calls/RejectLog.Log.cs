using Microsoft.Extensions.Logging;

namespace Voxie.SipGateway.Calls;

internal sealed partial class RejectLog
{
    [LoggerMessage(Level = LogLevel.Information,
        Message = "INVITE of {Peer} (trunk {Trunk}, from {From} to {To}) refused with {Status}: {Cause} {Detail}")]
    private partial void LogRefused(string peer, string trunk, string from, string to, int status, RejectCause cause, string detail);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} of the stranger {Peer} refused with {Status}: {Cause}")]
    private partial void LogStranger(string method, string peer, int status, RejectCause cause);
}
