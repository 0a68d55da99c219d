using System.Net;
using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transport;

internal sealed partial class TransportLayer
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Unreadable SIP message from {Source}: {Reason}")]
    private partial void LogUnreadable(SipParseReason reason, IPEndPoint source);
}
