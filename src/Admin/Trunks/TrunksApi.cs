using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Voxie.Admin.Calls;
using Voxie.Admin.Http;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Trunks;

/// <summary><c>/api/trunks</c>: what is saved here is in force for the next call at once. Passwords come in and never go out.</summary>
internal static class TrunksApi
{
    private static readonly TrunkValidator Validator = new();

    public static IEndpointRouteBuilder MapTrunks(this IEndpointRouteBuilder routes)
    {
        var trunks = routes.MapGroup("/api/trunks").WithTags("Trunks");
        trunks.MapGet("", ListAsync).WithName("listTrunks").WithSummary("All trunks, in order of id").Produces<Page<TrunkBody>>();
        trunks.MapGet("presets", () => TypedResults.Ok(TrunkPresets.All)).WithName("listTrunkPresets").WithSummary("The presets, with all that each one fills in");
        trunks.MapPost("", CreateAsync).WithName("createTrunk").WithSummary("Make a trunk")
            .Accepts<TrunkBody>("application/json").Produces<TrunkBody>(201).ProducesProblem(400).ProducesProblem(409);
        trunks.MapGet("{id}", GetAsync).WithName("getTrunk").WithSummary("One trunk, with its version as ETag").Produces<TrunkBody>().ProducesProblem(404);
        trunks.MapPut("{id}", ReplaceAsync).WithName("replaceTrunk").WithSummary("Save the next version of a trunk")
            .Accepts<TrunkBody>("application/json").Produces<TrunkBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);
        trunks.MapDelete("{id}", DeleteAsync).WithName("deleteTrunk").WithSummary("Delete a trunk; live calls keep the version they began with")
            .Produces(204).ProducesProblem(404).ProducesProblem(412);
        return routes;
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, TrunkStore store, ILiveCalls live, CancellationToken cancellation)
    {
        var trunks = await store.ListAsync(user.Workspace(), cancellation);
        return TypedResults.Ok(new Page<TrunkBody>([.. trunks.Select(trunk => WithHealth(trunk, live))], null));
    }

    private static async Task<IResult> GetAsync(
        string id, ClaimsPrincipal user, HttpResponse response, TrunkStore store, ILiveCalls live, CancellationToken cancellation)
    {
        if (await store.FindAsync(user.Workspace(), id, cancellation) is not { } trunk)
        {
            return NoTrunk(id);
        }
        response.Headers.ETag = VersionTag.Of(trunk.Version);
        return TypedResults.Ok(WithHealth(trunk, live));
    }

    private static async Task<IResult> CreateAsync(
        ClaimsPrincipal user, HttpRequest request, TrunkStore store, TrunkBook book, CancellationToken cancellation)
    {
        var (body, problem) = await JsonBody.ReadAsync<TrunkBody>(request, Validator, cancellation);
        if (body is null)
        {
            return problem!;
        }
        if (body.Id is not { } id || !TrunkValidator.IsId(id))
        {
            return Problems.Field("id", "must be 1 to 64 lower-case letters, digits, - and _, and not local.");
        }
        if (TrunkSecrets.MaskWithoutPassword(body, null) is { } masked)
        {
            return Problems.Field(masked, "is a mask, and there is no password yet.");
        }
        var result = await store.CreateAsync(user.Workspace(), id, body, cancellation);
        if (result.Status != SaveStatus.Saved)
        {
            return Problems.Field("id", $"'{id}' is taken by a trunk that exists, or existed.", StatusCodes.Status409Conflict);
        }
        await book.ReloadAsync(cancellation);
        request.HttpContext.Response.Headers.ETag = VersionTag.Of(result.Stored!.Version);
        return TypedResults.Created("/api/trunks/" + id, TrunkBody.Of(result.Stored));
    }

    private static async Task<IResult> ReplaceAsync(
        string id, ClaimsPrincipal user, HttpRequest request, [FromHeader(Name = "If-Match")] string? ifMatch,
        TrunkStore store, TrunkBook book, CancellationToken cancellation)
    {
        var (body, problem) = await JsonBody.ReadAsync<TrunkBody>(request, Validator, cancellation);
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
        var kept = await store.FindAsync(user.Workspace(), id, cancellation);
        if (kept is not null && TrunkSecrets.MaskWithoutPassword(body, kept.Document) is { } masked)
        {
            return Problems.Field(masked, "is a mask, and there is no password yet.");
        }
        var result = await store.SaveAsync(user.Workspace(), id, body, expected ?? body.Version, cancellation);
        switch (result.Status)
        {
            case SaveStatus.Saved:
                await book.ReloadAsync(cancellation);
                return Tagged(request.HttpContext.Response, result.Stored!);
            case SaveStatus.VersionConflict:
                return Outdated(result.Stored!, expected is not null);
            default:
                return NoTrunk(id);
        }
    }

    private static async Task<IResult> DeleteAsync(
        string id, ClaimsPrincipal user, [FromHeader(Name = "If-Match")] string? ifMatch,
        TrunkStore store, TrunkBook book, CancellationToken cancellation)
    {
        if (!VersionTag.TryRead(ifMatch, out var expected))
        {
            return Problems.Bad(VersionTag.Help);
        }
        var result = await store.DeleteAsync(user.Workspace(), id, expected, cancellation);
        switch (result.Status)
        {
            case SaveStatus.Saved:
                await book.ReloadAsync(cancellation);
                return TypedResults.NoContent();
            case SaveStatus.VersionConflict:
                return Outdated(result.Stored!, byHeader: true);
            default:
                return NoTrunk(id);
        }
    }

    private static TrunkBody WithHealth(StoredDocument<TrunkDocument> trunk, ILiveCalls live) =>
        TrunkBody.Of(trunk) with { Health = TrunkHealthBody.Of(live.HealthOf(trunk.Id)) };

    private static Microsoft.AspNetCore.Http.HttpResults.Ok<TrunkBody> Tagged(HttpResponse response, StoredDocument<TrunkDocument> trunk)
    {
        response.Headers.ETag = VersionTag.Of(trunk.Version);
        return TypedResults.Ok(TrunkBody.Of(trunk));
    }

    private static IResult NoTrunk(string id) => Problems.NotFound($"There is no trunk '{id}'.");

    private static IResult Outdated(StoredDocument<TrunkDocument> current, bool byHeader)
    {
        var why = string.Create(CultureInfo.InvariantCulture, $"The trunk is at version {current.Version} by now. Read it again and redo the change.");
        return byHeader ? Problems.PreconditionFailed(why) : Problems.Conflict(why);
    }
}
