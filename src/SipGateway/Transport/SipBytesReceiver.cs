namespace Voxie.SipGateway.Transport;

/// <summary>Takes one received message. The bytes are valid only during the call.</summary>
internal delegate void SipBytesReceiver(ReadOnlySpan<byte> message, SipFlow flow);
