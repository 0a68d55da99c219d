using Voxie.SipGateway.Security;

namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>The trunks in force and what is counted of them; one for calls in and out.</summary>
/// <param name="Peers">Addresses that we have dealt with.</param>
internal sealed record TrunkUse(ITrunks Trunks, TrunkRates Rates, KnownPeers Peers);
