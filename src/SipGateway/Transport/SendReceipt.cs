namespace Voxie.SipGateway.Transport;

/// <summary>What became of a message that was taken for sending.</summary>
/// <param name="WasOpen">The connection was open before: the peer may have been closing it just then, and another try may do.</param>
/// <param name="Lost">Cancelled when the connection that carries it ends, before or after it was written. Never for datagrams.</param>
internal readonly record struct SendReceipt(bool WasOpen, CancellationToken Lost);
