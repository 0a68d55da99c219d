using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transport;

/// <summary>Takes one received message. The bytes are valid only during the call.</summary>
/// <param name="framing">Not <see cref="SipParseReason.None"/>: the end of the message could not be found in its stream, which ends with it.</param>
internal delegate void SipBytesReceiver(ReadOnlySpan<byte> message, SipFlow flow, SipParseReason framing);
