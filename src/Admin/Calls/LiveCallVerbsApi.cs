using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Voxie.Admin.Http;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Calls;

/// <summary><c>/api/calls/live/{id}/...</c>: what an operator does with a call that is up.</summary>
internal static class LiveCallVerbsApi
{
    private static readonly TransferBodyValidator Transfers = new();
    private static readonly KeysBodyValidator Keys = new();

    public static IEndpointRouteBuilder MapLiveCallVerbs(this IEndpointRouteBuilder routes)
    {
        var live = routes.MapGroup("/api/calls/live/{id:guid}").WithTags("Calls");
        live.MapPost("transfer", TransferAsync).WithName("transferCall").WithSummary("Hand a live call over; answers when it is known how it went")
            .WithDescription("Takes as long as somebody rings. Every target passes the rules for dialling. A client that goes away does not stop it.")
            .Accepts<TransferBody>("application/json").Produces<TransferView>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        live.MapPost("hold", (Guid id, [FromServices] ILiveCalls calls) => HoldAsync(id, true, calls)).WithName("holdCall")
            .WithSummary("Put the other side of a live call on hold").Produces(204).ProducesProblem(404).ProducesProblem(409);
        live.MapPost("resume", (Guid id, [FromServices] ILiveCalls calls) => HoldAsync(id, false, calls)).WithName("resumeCall")
            .WithSummary("Take the other side of a live call back").Produces(204).ProducesProblem(404).ProducesProblem(409);
        live.MapPost("dtmf", PressAsync).WithName("sendDtmf").WithSummary("Send keys to the other side of a live call")
            .Accepts<KeysBody>("application/json").Produces(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        return routes;
    }

    private static async Task<IResult> TransferAsync(Guid id, HttpRequest request, [FromServices] ILiveCalls calls, CancellationToken cancellation)
    {
        var (body, problem) = await JsonBody.ReadAsync<TransferBody>(request, Transfers, cancellation);
        if (body is null)
        {
            return problem!;
        }
        if (!IsUp(id, calls))
        {
            return NoCall(id);
        }
        var target = new DialTarget(body.Target, "", body.Trunk) { Headers = body.Headers };
        var report = await calls.TransferAsync(id, new TransferOrder(target, body.Mode, EndSide.Operator));
        return report.Result switch
        {
            TransferResult.NotAllowed => Problems.Bad(report.Reason ?? "The target may not be dialled.", StatusCodes.Status403Forbidden),
            TransferResult.NotNow => Problems.Conflict(report.Reason ?? "The call cannot be handed over now."),
            _ => TypedResults.Ok(new TransferView { Result = report.Result, Way = report.Way, SipStatus = report.SipStatus, Reason = report.Reason }),
        };
    }

    private static async Task<IResult> HoldAsync(Guid id, bool hold, ILiveCalls calls) =>
        Answer(id, await calls.HoldAsync(id, hold), "The other side did not agree.", TypedResults.NoContent());

    private static async Task<IResult> PressAsync(Guid id, HttpRequest request, [FromServices] ILiveCalls calls, CancellationToken cancellation)
    {
        var (body, problem) = await JsonBody.ReadAsync<KeysBody>(request, Keys, cancellation);
        return body is null ? problem! : Answer(
            id, await calls.PressAsync(id, body.Digits.ToUpperInvariant(), TimeSpan.FromMilliseconds(body.DurationMs)),
            "The other side takes no keys, or too many are waiting.", TypedResults.Accepted((string?)null));
    }

    private static IResult Answer(Guid id, LineVerdict verdict, string refusal, IResult done) => verdict switch
    {
        LineVerdict.Done => done,
        LineVerdict.Refused => Problems.Conflict(refusal),
        LineVerdict.NotAnswered => Problems.Conflict("The call is not answered yet."),
        _ => NoCall(id),
    };

    private static bool IsUp(Guid id, ILiveCalls calls) => calls.List().Any(call => call.Id == id);

    private static IResult NoCall(Guid id) => Problems.NotFound($"There is no live call {id}.");

    private sealed class TransferBodyValidator : AbstractValidator<TransferBody>
    {
        public TransferBodyValidator()
        {
            RuleFor(t => t.Target).Must(DialWords.IsTarget).WithMessage(DialWords.TargetFault);
            RuleFor(t => t.Mode).IsInEnum().WithMessage("is not one of blind, attended.");
            RuleFor(t => t.Headers).Custom((headers, context) => DialWords.Check(headers, context.AddFailure));
        }
    }

    private sealed class KeysBodyValidator : AbstractValidator<KeysBody>
    {
        public KeysBodyValidator()
        {
            RuleFor(k => k.Digits).Must(digits => digits?.Length is > 0 and <= 32 && digits.ToUpperInvariant().All("0123456789*#ABCD".Contains))
                .WithMessage("must be 1 to 32 of 0-9, *, #, A-D.");
            RuleFor(k => k.DurationMs).InclusiveBetween(40, 1000).WithMessage("is not between {From} and {To}.");
        }
    }
}
