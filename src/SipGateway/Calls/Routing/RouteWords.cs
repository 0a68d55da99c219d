namespace Voxie.SipGateway.Calls.Routing;

/// <summary>Why a rule fits or not, for people. Shows what the call brought: for the operator's eyes, not for logs.</summary>
internal static class RouteWords
{
    public static string Of(CompiledRoute route, RouteMiss miss, RouteRequest call)
    {
        var when = route.Route.When;
        return miss switch
        {
            RouteMiss.Disabled => "the rule is disabled.",
            RouteMiss.Trunk => $"trunk is '{call.Trunk ?? CompiledRoute.Local}', not '{when.Trunk}'.",
            RouteMiss.User => $"user is '{call.User}', not '{when.User}'.",
            RouteMiss.UserPrefix => $"user '{call.User}' does not begin with '{when.UserPrefix}'.",
            RouteMiss.UserPattern => $"user '{call.User}' does not match /{when.UserPattern}/.",
            RouteMiss.Host => $"host '{call.Host}' does not fit '{when.Host}'.",
            RouteMiss.From => $"caller '{call.From}' does not fit '{when.From}'.",
            RouteMiss.UntrustedHeaders => $"it asks for headers, and those of trunk '{call.Trunk}' are not trusted (terms.trustsIdentity).",
            RouteMiss.Header when route.MissingHeader(call) is { } header => $"no header {header.Name} fits '{header.Value}'.",
            _ => "it does not fit.",
        };
    }

    public static string Of(RouteAction action, RouteRequest call) => action switch
    {
        ToAgent agent => $"agent '{agent.AgentId}'.",
        ToTrunk trunk => $"'{trunk.UserFor(call.User ?? "")}' through trunk '{trunk.TrunkId}'.",
        ToReject reject => $"refused with {reject.Status}.",
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };
}
