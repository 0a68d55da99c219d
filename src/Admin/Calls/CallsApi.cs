using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Voxie.Admin.Http;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Calls;

/// <summary><c>/api/calls</c>: records of calls; <c>/api/calls/live</c>: the calls that are up now.</summary>
internal static class CallsApi
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public static IEndpointRouteBuilder MapCalls(this IEndpointRouteBuilder routes)
    {
        var calls = routes.MapGroup("/api/calls").WithTags("Calls");
        calls.MapGet("", ListAsync).WithName("listCalls").WithSummary("Calls, newest first").Produces<Page<CallView>>().ProducesProblem(400);
        calls.MapGet("{id:guid}", GetAsync).WithName("getCall").WithSummary("One call with its turns, notes and end").Produces<CallDetail>().ProducesProblem(404);
        calls.MapGet("live", Live).WithName("listLiveCalls").WithSummary("Calls that are up on this node").Produces<Page<CallView>>();
        calls.MapDelete("live/{id:guid}", HangUp).WithName("hangUpCall").WithSummary("Hang up a live call; its record tells when it has ended")
            .Produces(202).ProducesProblem(404);
        return routes;
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, CallReader reader,
        [Description("Id of the agent.")] string? agent, [Description("Caller.")] string? from, [Description("Dialled user.")] string? to,
        [Description("ringing, answered, ended, or live (not ended).")] string? state,
        [Description("Only calls that began at this time or later (ISO 8601).")] string? after,
        [Description("Only calls that began before this time (ISO 8601).")] string? before,
        [Description("1 to 200, default 50.")] string? limit, [Description("The `next` of the page before.")] string? cursor,
        CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var filter = new CallFilter(agent, from, to, After: Time(after, "after", errors), Before: Time(before, "before", errors));
        filter = state?.ToLowerInvariant() switch
        {
            null or "" => filter,
            "ended" => filter with { Ended = true },
            "live" => filter with { Ended = false },
            "answered" => filter with { Ended = false, Answered = true },
            "ringing" => filter with { Ended = false, Answered = false },
            _ => Wrong(filter, "state", "must be ringing, answered, ended or live.", errors),
        };
        var take = DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out take) || take is < 1 or > MaxLimit))
        {
            errors["limit"] = ["must be a whole number from 1 to 200."];
        }
        CallCursor at = default;
        if (cursor is not null && !CallCursor.TryParse(cursor, out at))
        {
            errors["cursor"] = ["is not one that this API gave."];
        }
        return errors.Count > 0
            ? Problems.Fields(errors)
            : TypedResults.Ok(await reader.ListAsync(user.Workspace(), filter, cursor is null ? null : at, take, cancellation));
    }

    private static async Task<IResult> GetAsync(Guid id, ClaimsPrincipal user, CallReader reader, CancellationToken cancellation) =>
        await reader.FindAsync(user.Workspace(), id, cancellation) is { } call ? TypedResults.Ok(call) : Problems.NotFound($"There is no call {id}.");

    private static IResult Live([FromServices] ILiveCalls live) =>
        TypedResults.Ok(new Page<CallView>([.. live.List().OrderByDescending(call => call.StartedAt)], null));

    private static IResult HangUp(Guid id, [FromServices] ILiveCalls live) =>
        live.HangUp(id, CallEndReason.OperatorHangup) ? TypedResults.Accepted($"/api/calls/{id}") : Problems.NotFound($"There is no live call {id}.");

    private static DateTimeOffset? Time(string? text, string field, Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }
        errors[field] = ["must be a time in ISO 8601 form, such as 2026-01-31T12:00:00Z."];
        return null;
    }

    private static CallFilter Wrong(CallFilter filter, string field, string fault, Dictionary<string, string[]> errors)
    {
        errors[field] = [fault];
        return filter;
    }
}
