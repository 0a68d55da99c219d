using System.Net;

namespace Voxie.SipGateway.Transport;

/// <summary>The way between a listener of ours and an address of the peer. Responses go back on the flow of their request.</summary>
internal readonly record struct SipFlow(ISipTransport Transport, IPEndPoint Remote);
