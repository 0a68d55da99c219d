using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Voxie.SipGateway.Transport;

internal sealed partial class UdpSipTransport
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "SIP datagram of {Length} bytes could not be sent: {Error}")]
    private partial void LogSendFailed(SocketError error, int length);

    [LoggerMessage(Level = LogLevel.Debug, Message = "SIP receive failed: {Error}")]
    private partial void LogReceiveFailed(SocketError error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A received SIP message caused a fault; it is dropped")]
    private partial void LogReceiverFault(Exception fault);
}
