using System.Net;

namespace Voxie.SipGateway.Transport;

/// <summary>
/// The way between a listener of ours and an address of the peer. Responses go back on the flow of their request: on its very
/// connection while that is open (RFC 3261 18.2.2).
/// </summary>
/// <param name="TlsName">Who must be at the other end of a connection that we open; see <see cref="SipTarget"/>.</param>
/// <param name="Connection">The connection that it came on; null: none yet, or there are none.</param>
internal readonly record struct SipFlow(ISipTransport Transport, IPEndPoint Remote, string? TlsName = null, SipConnection? Connection = null);
