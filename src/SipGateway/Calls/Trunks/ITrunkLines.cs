using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>The lines that we have registered with peers. Any thread.</summary>
internal interface ITrunkLines
{
    /// <summary>
    /// The registered line that a request may have come on: by the mark in the contact that we registered, which nobody can guess,
    /// else by the registrar's address. Null: none.
    /// </summary>
    LineSighting? Of(SipRequest request, SipFlow flow);

    /// <summary>Route of requests through a registered trunk (RFC 3608); empty: none.</summary>
    IReadOnlyList<NameAddr> ServiceRouteOf(string trunkId);
}
