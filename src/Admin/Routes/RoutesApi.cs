using System.Globalization;
using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Voxie.Admin.Agents;
using Voxie.Admin.Http;
using Voxie.Admin.Storage;
using Voxie.Admin.Trunks;

namespace Voxie.Admin.Routes;

/// <summary><c>/api/routes</c>: the whole list at a time, because its order is what it says.</summary>
internal static class RoutesApi
{
    private static readonly RouteListValidator Validator = new();

    public static IEndpointRouteBuilder MapRoutes(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("/api/routes").WithTags("Routes");
        routes.MapGet("", GetAsync).WithName("getRoutes").WithSummary("All routes in order, with their version as ETag").Produces<RoutesBody>();
        routes.MapPut("", ReplaceAsync).WithName("replaceRoutes").WithSummary("Save the next version of the whole list; in force for the next call at once")
            .Accepts<RoutesBody>("application/json").Produces<RoutesBody>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(412);
        routes.MapPost("test", TestAsync).WithName("testRoutes").WithSummary("What would become of a call, and what every rule has to say to it")
            .Accepts<RouteTestBody>("application/json").Produces<RouteTestAnswer>().ProducesProblem(400);
        return app;
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, HttpResponse response, RouteStore store, CancellationToken cancellation) =>
        Tagged(response, await store.CurrentAsync(user.Workspace(), cancellation));

    private static async Task<IResult> ReplaceAsync(
        ClaimsPrincipal user, HttpRequest request, [FromHeader(Name = "If-Match")] string? ifMatch, RouteStore store, RouteBook book, CancellationToken cancellation)
    {
        var (body, problem) = await JsonBody.ReadAsync<RoutesBody>(request, Validator, cancellation);
        if (body is null)
        {
            return problem!;
        }
        if (!VersionTag.TryRead(ifMatch, out var expected))
        {
            return Problems.Bad(VersionTag.Help);
        }
        var result = await store.SaveAsync(user.Workspace(), body, expected ?? body.Version, cancellation);
        if (result.Status == SaveStatus.VersionConflict)
        {
            var why = string.Create(CultureInfo.InvariantCulture, $"The routes are at version {result.Routes.Version} by now. Read them again and redo the change.");
            return expected is null ? Problems.Conflict(why) : Problems.PreconditionFailed(why);
        }
        await book.ReloadAsync(cancellation);
        return Tagged(request.HttpContext.Response, result.Routes);
    }

    private static async Task<IResult> TestAsync(HttpRequest request, RouteBook book, AgentProfiles agents, TrunkBook trunks, CancellationToken cancellation)
    {
        var (call, problem) = await JsonBody.ReadAsync<RouteTestBody>(request, null, cancellation);
        if (call is null)
        {
            return problem!;
        }
        var answer = RouteTest.Run(book.Current, call, extension => agents.ByExtension(extension)?.Id, trunks.Current, out var fault);
        return answer is null ? Problems.Field(fault!.Value.Field, fault.Value.Reason) : TypedResults.Ok(answer);
    }

    private static IResult Tagged(HttpResponse response, StoredRoutes routes)
    {
        response.Headers.ETag = VersionTag.Of(routes.Version);
        return TypedResults.Ok(new RoutesBody { Routes = routes.Document.Routes, Version = routes.Version, SavedAt = routes.SavedAt });
    }
}
