using System.ComponentModel;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Voxie.Admin.Agents;
using Voxie.Admin.Http;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Calls;

/// <summary><c>POST /api/calls</c>: places a call for an agent.</summary>
internal static class DialApi
{
    private static readonly DialBodyValidator Validator = new();

    public static IEndpointRouteBuilder MapDial(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/calls", DialAsync).WithTags("Calls").WithName("placeCall").WithSummary("Call somebody; the agent talks first once it is answered")
            .WithDescription("Answers at once (202), or with wait=true when it is answered or over. The call's record tells all the rest. The same Idempotency-Key never calls twice.")
            .Accepts<DialBody>("application/json").Produces<DialView>().Produces<DialView>(202)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);
        return routes;
    }

    private static async Task<IResult> DialAsync(
        ClaimsPrincipal user, HttpRequest request,
        [FromHeader(Name = "Idempotency-Key"), Description("1 to 255 characters of the caller's choice.")] string? key,
        [Description("Answer only when somebody has answered, or the call is over.")] bool? wait,
        [FromServices] ILiveCalls live, [FromServices] AgentProfiles agents, [FromServices] CallReader reader, [FromServices] PlacedCalls placed,
        [FromServices] TimeProvider time, CancellationToken cancellation)
    {
        var (body, problem) = await JsonBody.ReadAsync<DialBody>(request, Validator, cancellation);
        if (body is null)
        {
            return problem!;
        }
        if (key is { Length: 0 or > 255 })
        {
            return Problems.Bad("Idempotency-Key must be 1 to 255 characters.");
        }
        if (agents.ById(body.Agent) is not { } agent)
        {
            return Problems.Field("agent", $"there is no agent '{body.Agent}'.");
        }
        var id = key is null ? Guid.CreateVersion7(time.GetUtcNow()) : IdOf(user.Workspace(), key);
        if (key is not null)
        {
            if (await reader.FindAsync(user.Workspace(), id, cancellation) is { } before)
            {
                return Again(before, body);
            }
            if (!placed.TryTake(id))
            {
                return Problems.Conflict("A call with this Idempotency-Key has just been placed. Ask again in a moment.");
            }
        }
        Task<CallEndReason?> outcome;
        try
        {
            outcome = live.DialAsync(id, new DialTarget(body.To, body.CallerId ?? "", body.Trunk) { Headers = body.Headers }, agent);
        }
        catch (DialRefusedException refused)
        {
            placed.Return(id);
            return refused.IsTemporary ? Problems.Unavailable(refused.Message) : Problems.Bad(refused.Message, StatusCodes.Status403Forbidden);
        }
        if (wait != true)
        {
            return TypedResults.Accepted($"/api/calls/{id}", new DialView { Id = id, State = CallState.Ringing });
        }
        var reason = await outcome.WaitAsync(cancellation);
        return TypedResults.Ok(new DialView
        {
            Id = id, State = reason is null ? CallState.Answered : CallState.Ended, EndReason = reason, SipStatus = reason?.Cause?.SipStatus,
        });
    }

    private static IResult Again(CallDetail before, DialBody body) =>
        before.AgentId != body.Agent || !body.To.Contains(before.To, StringComparison.Ordinal)
            ? Problems.Bad("This Idempotency-Key was used for another call.", StatusCodes.Status422UnprocessableEntity)
            : TypedResults.Ok(new DialView { Id = before.Id, State = before.State, EndReason = before.AnsweredAt is null ? before.EndReason : null, SipStatus = before.Leg?.SipStatus });

    /// <summary>The key is the call's id: a retry finds the call wherever it stands, even after a restart.</summary>
    private static Guid IdOf(string workspace, string key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(workspace + "\n" + key))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80); // RFC 9562 5.8: version 8, made by our own rule
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private sealed class DialBodyValidator : AbstractValidator<DialBody>
    {
        public DialBodyValidator()
        {
            RuleFor(d => d.To).Must(DialWords.IsTarget).WithMessage(DialWords.TargetFault);
            RuleFor(d => d.Agent).NotEmpty().WithMessage("must be the id of an agent.");
            RuleFor(d => d.CallerId).Must(DialWords.IsUser).WithMessage("must be 1 to 64 letters, digits or + * # . _ ~ -");
            RuleFor(d => d.Headers).Custom((headers, context) => DialWords.Check(headers, context.AddFailure));
        }
    }
}
