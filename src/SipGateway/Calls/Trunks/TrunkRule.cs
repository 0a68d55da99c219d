using System.Net;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>
/// Which trunk a request is of: what says most about it decides. First the line whose mark it carries, then the line registered at the
/// sender's address whose extension it calls, then the trunk whose user its credentials claim. Then the trunk that names the sender's
/// address most narrowly in <c>sources</c>; a line registered there counts as naming that one address, after those that do name it. Last
/// a trunk that takes anybody with its password. Of equals the one that asks for no proof, then the first by order. Pure.
/// </summary>
public static class TrunkRule
{
    /// <param name="transport">As Via says it.</param>
    /// <param name="user">Name in the request's credentials; null: none.</param>
    /// <param name="line">The line that it may have come on; null: none.</param>
    public static TrunkMatch Find(IReadOnlyList<Trunk> trunks, IPAddress source, string transport, string? user, LineSighting? line)
    {
        // A line's registrar has proven itself by knowing our mark, or by answering our REGISTER.
        if (line is { Sign: TrunkSign.Mark or TrunkSign.Extension } told)
        {
            return Of(told);
        }

        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        var (best, bestBits, named, namedBits) = (TrunkMatch.None, -1, TrunkMatch.None, -1);
        foreach (var trunk in trunks)
        {
            if (!trunk.Enabled || !Takes(trunk, transport) || BitsOf(trunk, address) is not { } bits)
            {
                continue;
            }

            var bySource = bits > 0;
            if (user is not null && trunk.InboundCredentials?.User == user)
            {
                (named, namedBits) = bits > namedBits ? (new TrunkMatch(trunk, TrunkSign.User, bySource, MustProve: true), bits) : (named, namedBits);
            }
            else if (bits > bestBits || (bits == bestBits && best.MustProve && trunk.InboundCredentials is null))
            {
                // A name that no trunk has is judged and challenged like any other: nothing tells that it is unknown.
                best = new TrunkMatch(trunk, bySource ? TrunkSign.Address : TrunkSign.Anybody, bySource, trunk.InboundCredentials is not null);
                bestBits = bits;
            }
        }

        if (named.Trunk is not null)
        {
            return named;
        }

        var isOneAddress = bestBits == 8 * address.GetAddressBytes().Length;
        return line is { } registered && (!isOneAddress || best.Trunk!.Id == registered.Trunk.Id) ? Of(registered) : best;
    }

    /// <summary>The line that a call from this address would come on, as far as the trunks alone tell: registrars that are names are not looked up.</summary>
    /// <param name="dialled">The user that is called; null: none.</param>
    public static LineSighting? LineAt(IReadOnlyList<Trunk> trunks, IPAddress source, string? dialled)
    {
        var there = trunks.Where(trunk => trunk is { Enabled: true, Registration: { } line }
            && SipUri.TryParse(line.Registrar, out var registrar) && source.Equals(registrar.HostPort.Address)).ToList();
        return there.Find(trunk => trunk.Registration!.User == dialled) is { } called
            ? new LineSighting(called, TrunkSign.Extension)
            : there.Count > 0 ? new LineSighting(there[0], TrunkSign.Address) : null;
    }

    /// <summary>Whether a trunk names this address, whatever else it asks.</summary>
    public static bool Names(IReadOnlyList<Trunk> trunks, IPAddress source)
    {
        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        foreach (var trunk in trunks)
        {
            if (trunk.Enabled && BitsOf(trunk, address) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static TrunkMatch Of(LineSighting line) => new(line.Trunk, line.Sign, BySource: true, MustProve: false);

    private static bool Takes(Trunk trunk, string transport) =>
        trunk.Transports.Count == 0 || trunk.Transports.Contains(transport, StringComparer.OrdinalIgnoreCase);

    /// <summary>Length of the longest prefix that holds the address; 0: the trunk takes any; null: none does.</summary>
    private static int? BitsOf(Trunk trunk, IPAddress address)
    {
        int? longest = trunk.Sources.Count == 0 && trunk.InboundCredentials is not null ? 0 : null;
        for (var i = 0; i < trunk.Sources.Count; i++)
        {
            var network = trunk.Sources[i];
            longest = network.Contains(address) && network.PrefixLength > (longest ?? 0) ? network.PrefixLength : longest;
        }

        return longest;
    }
}
