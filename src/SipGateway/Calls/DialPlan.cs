using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls;

/// <summary>A call that may go out, and where to.</summary>
/// <param name="Trunk">Null: a program of this machine is called.</param>
/// <param name="Uri">The Request-URI.</param>
/// <param name="NextHop">Where to send: the address to resolve, without user and headers.</param>
internal sealed record DialPlan(Trunk? Trunk, SipUri Uri, SipUri NextHop);
