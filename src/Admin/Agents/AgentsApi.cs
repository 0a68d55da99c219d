using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Voxie.Admin.Http;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Agents;

/// <summary><c>/api/agents</c>: what is saved here answers its extension at once.</summary>
internal static class AgentsApi
{
    private static readonly AgentValidator Validator = new();

    public static IEndpointRouteBuilder MapAgents(this IEndpointRouteBuilder routes)
    {
        var agents = routes.MapGroup("/api/agents").WithTags("Agents");
        agents.MapGet("", ListAsync).WithName("listAgents").WithSummary("All agents, in order of id").Produces<Page<AgentBody>>();
        agents.MapPost("", CreateAsync).WithName("createAgent").WithSummary("Make an agent; it answers its extension at once")
            .Accepts<AgentBody>("application/json").Produces<AgentBody>(201).ProducesProblem(400).ProducesProblem(409);
        agents.MapGet("{id}", GetAsync).WithName("getAgent").WithSummary("One agent, with its version as ETag").Produces<AgentBody>().ProducesProblem(404);
        agents.MapPut("{id}", ReplaceAsync).WithName("replaceAgent").WithSummary("Save the next version of an agent")
            .Accepts<AgentBody>("application/json").Produces<AgentBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);
        agents.MapDelete("{id}", DeleteAsync).WithName("deleteAgent").WithSummary("Delete an agent; live calls keep the version they began with")
            .Produces(204).ProducesProblem(404).ProducesProblem(412);
        return routes;
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, AgentStore store, CancellationToken cancellation)
    {
        var agents = await store.ListAsync(user.Workspace(), cancellation);
        return TypedResults.Ok(new Page<AgentBody>([.. agents.Select(AgentBody.Of)], null));
    }

    private static async Task<IResult> GetAsync(string id, ClaimsPrincipal user, HttpResponse response, AgentStore store, CancellationToken cancellation) =>
        await store.FindAsync(user.Workspace(), id, cancellation) is { } agent ? Tagged(response, agent) : NoAgent(id);

    private static async Task<IResult> CreateAsync(
        ClaimsPrincipal user, HttpRequest request, AgentStore store, AgentProfiles profiles, CancellationToken cancellation)
    {
        var (body, problem) = await JsonBody.ReadAsync<AgentBody>(request, Validator, cancellation);
        if (body is null)
        {
            return problem!;
        }
        if (body.Id is { } given && !AgentValidator.IsId(given))
        {
            return Problems.Field("id", "must be 1 to 64 lower-case letters, digits and -");
        }
        var slug = Slug(body.Name);
        for (var attempt = 1; ; attempt++)
        {
            var id = body.Id ?? (attempt == 1 ? slug : string.Create(CultureInfo.InvariantCulture, $"{slug}-{attempt}"));
            var result = await store.CreateAsync(user.Workspace(), id, body, cancellation);
            switch (result.Status)
            {
                case SaveStatus.Saved:
                    await profiles.ReloadAsync(cancellation);
                    request.HttpContext.Response.Headers.ETag = VersionTag.Of(result.Stored!.Version);
                    return TypedResults.Created("/api/agents/" + id, AgentBody.Of(result.Stored!));
                case SaveStatus.ClaimTaken:
                    return ExtensionTaken(body);
                case SaveStatus.IdTaken when body.Id is not null:
                    return Problems.Field("id", $"'{id}' is taken by an agent that exists, or existed.", StatusCodes.Status409Conflict);
            }
        }
    }

    private static async Task<IResult> ReplaceAsync(
        string id, ClaimsPrincipal user, HttpRequest request, [FromHeader(Name = "If-Match")] string? ifMatch,
        AgentStore store, AgentProfiles profiles, CancellationToken cancellation)
    {
        var (body, problem) = await JsonBody.ReadAsync<AgentBody>(request, Validator, cancellation);
        if (body is null)
        {
            return problem!;
        }
        if (body.Id is { } other && other != id)
        {
            return Problems.Field("id", "is not the one in the path.");
        }
        if (!VersionTag.TryRead(ifMatch, out var expected))
        {
            return Problems.Bad(VersionTag.Help);
        }
        var result = await store.SaveAsync(user.Workspace(), id, body, expected ?? body.Version, cancellation);
        switch (result.Status)
        {
            case SaveStatus.Saved:
                await profiles.ReloadAsync(cancellation);
                return Tagged(request.HttpContext.Response, result.Stored!);
            case SaveStatus.VersionConflict:
                return Outdated(result.Stored!, expected is not null);
            case SaveStatus.ClaimTaken:
                return ExtensionTaken(body);
            default:
                return NoAgent(id);
        }
    }

    private static async Task<IResult> DeleteAsync(
        string id, ClaimsPrincipal user, [FromHeader(Name = "If-Match")] string? ifMatch,
        AgentStore store, AgentProfiles profiles, CancellationToken cancellation)
    {
        if (!VersionTag.TryRead(ifMatch, out var expected))
        {
            return Problems.Bad(VersionTag.Help);
        }
        var result = await store.DeleteAsync(user.Workspace(), id, expected, cancellation);
        switch (result.Status)
        {
            case SaveStatus.Saved:
                await profiles.ReloadAsync(cancellation);
                return TypedResults.NoContent();
            case SaveStatus.VersionConflict:
                return Outdated(result.Stored!, byHeader: true);
            default:
                return NoAgent(id);
        }
    }

    private static Microsoft.AspNetCore.Http.HttpResults.Ok<AgentBody> Tagged(HttpResponse response, StoredDocument<AgentDocument> agent)
    {
        response.Headers.ETag = VersionTag.Of(agent.Version);
        return TypedResults.Ok(AgentBody.Of(agent));
    }

    private static IResult NoAgent(string id) => Problems.NotFound($"There is no agent '{id}'.");

    private static IResult ExtensionTaken(AgentBody body) =>
        Problems.Field("extension", $"'{body.Extension}' belongs to another agent.", StatusCodes.Status409Conflict);

    private static IResult Outdated(StoredDocument<AgentDocument> current, bool byHeader)
    {
        var why = string.Create(CultureInfo.InvariantCulture, $"The agent is at version {current.Version} by now. Read it again and redo the change.");
        return byHeader ? Problems.PreconditionFailed(why) : Problems.Conflict(why);
    }

    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant())
        {
            if (letter is >= 'a' and <= 'z' or >= '0' and <= '9')
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }
        var text = slug.ToString(0, Math.Min(slug.Length, 56)).Trim('-');
        return text.Length == 0 ? "agent" : text;
    }
}
