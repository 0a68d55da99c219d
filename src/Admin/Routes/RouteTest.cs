using Voxie.SipGateway.Calls.Routing;

namespace Voxie.Admin.Routes;

/// <summary>Asks the rules what would become of a call, and why. The same for the API and the command line.</summary>
internal static class RouteTest
{
    /// <param name="agentOf">Id of the agent that has an extension; null: nobody.</param>
    /// <param name="trustsHeaders">Whether a trunk's headers may decide; null: there is no such trunk.</param>
    /// <returns>Null: there is no such trunk.</returns>
    public static RouteTestAnswer? Run(RouteTable table, RouteTestBody call, Func<string, string?> agentOf, Func<string, bool?> trustsHeaders)
    {
        bool? trusted = call.Trunk is null ? true : trustsHeaders(call.Trunk);
        if (trusted is null)
        {
            return null;
        }
        var request = RouteRequest.Of(call.To, call.From, call.Trunk, trusted.Value, [.. call.Headers.Select(header => KeyValuePair.Create(header.Name, header.Value))]);
        var steps = table.Explain(request, agentOf);
        var decided = steps.FirstOrDefault(step => step.Matched);
        return new RouteTestAnswer(decided?.Rule, decided?.Why, steps);
    }
}
