using System.Net;

namespace Voxie.SipGateway.Transport;

/// <summary>Where a request of ours is to go: one candidate of RFC 3263, with everything that a transport must know.</summary>
/// <param name="Transport">As in Via: <c>UDP</c>, <c>TCP</c> or <c>TLS</c>.</param>
/// <param name="TlsName">The domain that the peer's certificate must be for (RFC 5922 7.1): the one asked for, not what DNS made of it. Null: the address itself.</param>
internal readonly record struct SipTarget(string Transport, IPEndPoint Address, string? TlsName = null);
