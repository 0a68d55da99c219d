using System.Net;

namespace Voxie.SipGateway.Security;

/// <summary>A peer, as far as it matters for where it may make us send.</summary>
/// <param name="Address">Where its signalling comes from.</param>
/// <param name="PrivateTargets">Its trunk lets it name private addresses, though its own is public.</param>
internal readonly record struct PeerBounds(IPAddress Address, bool PrivateTargets = false);
