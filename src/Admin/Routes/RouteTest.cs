using System.Net;
using Voxie.Admin.Config;
using Voxie.SipGateway.Calls.Routing;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.Admin.Routes;

/// <summary>Asks the rules what would become of a call, and why. The same for the API and the command line.</summary>
internal static class RouteTest
{
    /// <param name="agentOf">Id of the agent that has an extension; null: nobody.</param>
    /// <param name="fault">What is wrong with the question, with its field; null: nothing.</param>
    /// <returns>Null: there is a fault.</returns>
    public static RouteTestAnswer? Run(
        RouteTable table, RouteTestBody call, Func<string, string?> agentOf, IReadOnlyList<Trunk> trunks, out (string Field, string Reason)? fault)
    {
        fault = FaultOf(call, trunks, out var source);
        if (fault is not null)
        {
            return null;
        }
        var dialled = RouteRequest.Of(call.To, call.From, null, false, []);
        var found = source is null ? (TrunkMatch?)null
            : TrunkRule.Find(trunks, source, call.Transport?.ToUpperInvariant() ?? "UDP", null, TrunkRule.LineAt(trunks, source, dialled.User));
        var trunk = found is { } match ? match.Trunk : trunks.FirstOrDefault(known => known.Id == call.Trunk);
        var trusted = trunk?.Terms.TrustsIdentity ?? true;
        var steps = table.Explain(
            RouteRequest.Of(call.To, call.From, trunk?.Id, trusted, [.. call.Headers.Select(header => KeyValuePair.Create(header.Name, header.Value))]), agentOf);
        var decided = steps.FirstOrDefault(step => step.Matched);
        return new RouteTestAnswer(decided?.Rule, decided?.Why, steps) { Trunk = trunk?.Id, TrunkSign = found?.Sign, MustProve = found?.MustProve };
    }

    private static (string Field, string Reason)? FaultOf(RouteTestBody call, IReadOnlyList<Trunk> trunks, out IPAddress? source)
    {
        source = null;
        return call is { Trunk: not null, Source: not null } ? ("source", "is given beside a trunk: one of them says where the call comes from.")
            : call.Source is { } text && !Addresses.TryParseAddress(text, out source) ? ("source", $"'{text}' is no address.")
            : call.Transport is { } transport && transport.ToUpperInvariant() is not ("UDP" or "TCP" or "TLS" or "WS" or "WSS") ? ("transport", $"'{transport}' is not one of udp, tcp, tls, ws, wss.")
            : call.Trunk is { } id && trunks.All(trunk => trunk.Id != id) ? ("trunk", $"there is no trunk '{id}'.")
            : null;
    }
}
