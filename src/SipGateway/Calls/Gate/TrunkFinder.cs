using System.Net;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls.Gate;

/// <summary>Finds the trunk of a request, by <see cref="TrunkRule"/>. Any thread.</summary>
/// <param name="lines">The registered lines; asked for at each look, because they are made after the transports that ask us.</param>
internal sealed class TrunkFinder(ITrunks trunks, Func<ITrunkLines> lines)
{
    /// <param name="user">Name in the request's credentials; null: none.</param>
    public TrunkMatch Find(SipRequest request, SipFlow flow, string? user) =>
        TrunkRule.Find(trunks.Current, flow.Remote.Address, flow.Transport.ViaName, user, lines().Of(request, flow));

    /// <summary>Whether a trunk names this address, whatever else it asks.</summary>
    public bool IsSource(IPAddress source) => TrunkRule.Names(trunks.Current, source);
}
