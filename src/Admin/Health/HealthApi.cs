using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Voxie.Admin.Node;

namespace Voxie.Admin.Health;

/// <summary><c>/health*</c>: the only paths that need no key, so they say little.</summary>
internal static class HealthApi
{
    public static string Version { get; } =
        typeof(HealthApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health").AllowAnonymous();
        health.MapGet("", ([FromServices] NodeStatus node) => TypedResults.Ok(Of(node)))
            .WithName("health").WithSummary("State and version of the node").Produces<HealthView>();
        health.MapGet("live", ([FromServices] NodeStatus node) => TypedResults.Ok(Of(node)))
            .WithName("live").WithSummary("200 while the process works").Produces<HealthView>();
        health.MapGet("ready", Ready)
            .WithName("ready").WithSummary("200 while new calls are taken, 503 while starting or draining").Produces<HealthView>().Produces<HealthView>(503);
        return routes;
    }

    private static IResult Ready([FromServices] NodeStatus node) =>
        TypedResults.Json(Of(node), statusCode: node.State == NodeState.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private static HealthView Of(NodeStatus node) => new(node.State, Version);

    private sealed record HealthView(NodeState Status, string Version);
}
