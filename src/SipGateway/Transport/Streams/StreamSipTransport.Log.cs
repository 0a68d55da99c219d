using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Voxie.SipGateway.Transport.Streams;

internal sealed partial class StreamSipTransport
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A SIP connection could not be taken: {Error}")]
    private partial void LogAcceptFailed(SocketError error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A SIP connection could not be opened: {Error}")]
    private partial void LogNoSocket(SocketError error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "There is no place for another SIP connection from {Remote}")]
    private partial void LogNoPlace(IPEndPoint remote);
}
