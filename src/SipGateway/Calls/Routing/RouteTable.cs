namespace Voxie.SipGateway.Calls.Routing;

/// <summary>
/// The rules in their order: the first that fits decides. Behind all of them stands a generated one: the extension of an agent.
/// Pure but for the lookup of agents; any thread.
/// </summary>
public sealed class RouteTable
{
    /// <summary>Name of the generated rule.</summary>
    public const string ExtensionRule = "agent extension";

    private readonly CompiledRoute[] _routes;

    /// <param name="routes">Checked before: their patterns compile.</param>
    /// <exception cref="ArgumentException">A pattern does not.</exception>
    public RouteTable(IReadOnlyList<Route> routes) => _routes = [.. routes.Select(static route => new CompiledRoute(route))];

    public static RouteTable Empty { get; } = new([]);

    public IReadOnlyList<Route> Routes => [.. _routes.Select(static route => route.Route)];

    /// <summary>What is wrong with a pattern of <see cref="RouteConditions.UserPattern"/>; null: nothing.</summary>
    public static string? PatternFault(string pattern) => CompiledRoute.FaultOf(pattern);

    /// <param name="agentOf">Id of the agent that has an extension; null: nobody.</param>
    public RouteDecision Decide(RouteRequest call, Func<string, string?> agentOf)
    {
        foreach (var route in _routes)
        {
            if (route.MissOf(call) == RouteMiss.None)
            {
                return new RouteDecision(route.Route.Name, route.Route.Do);
            }
        }

        return call.User is { Length: > 0 } user && agentOf(user) is { } agent
            ? new RouteDecision(ExtensionRule, new ToAgent(agent))
            : RouteDecision.Nobody;
    }

    /// <summary>The same, told rule by rule.</summary>
    /// <inheritdoc cref="Decide"/>
    public IReadOnlyList<RouteStep> Explain(RouteRequest call, Func<string, string?> agentOf)
    {
        var steps = new List<RouteStep>();
        string? decided = null;
        foreach (var route in _routes)
        {
            var miss = route.MissOf(call);
            var why = miss != RouteMiss.None ? RouteWords.Of(route, miss, call)
                : decided is null ? "fits: " + RouteWords.Of(route.Route.Do, call)
                : $"fits, but '{decided}' comes first.";
            steps.Add(new RouteStep(route.Route.Name, miss == RouteMiss.None && decided is null, why));
            decided ??= miss == RouteMiss.None ? route.Route.Name : null;
        }

        var agent = call.User is { Length: > 0 } user ? agentOf(user) : null;
        steps.Add(new RouteStep(ExtensionRule, agent is not null && decided is null,
            agent is null ? $"'{call.User}' is no agent's extension."
            : decided is null ? $"fits: agent '{agent}'."
            : $"fits (agent '{agent}'), but '{decided}' comes first."));
        return steps;
    }
}
