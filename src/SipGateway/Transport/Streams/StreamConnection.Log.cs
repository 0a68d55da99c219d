using System.Net;
using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transport.Streams;

internal sealed partial class StreamConnection
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "SIP connection with {Remote} is over: {Error}")]
    private partial void LogLost(IPEndPoint remote, string error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "SIP connection with {Remote} sends what is no SIP: {Reason}; it is closed")]
    private partial void LogBroken(IPEndPoint remote, SipParseReason reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "SIP connection with {Remote}: the peer does not read; it is closed")]
    private partial void LogNotReading(IPEndPoint remote);

    [LoggerMessage(Level = LogLevel.Debug, Message = "SIP connection with {Remote} has waited too long ({Phase}); it is closed")]
    private partial void LogTooLong(IPEndPoint remote, ConnectionPhase phase);

    [LoggerMessage(Level = LogLevel.Error, Message = "A received SIP message caused a fault; its connection is closed")]
    private partial void LogFault(Exception fault);
}
