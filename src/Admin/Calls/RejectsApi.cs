using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Voxie.Admin.Http;
using Voxie.SipGateway.Telemetry;

namespace Voxie.Admin.Calls;

/// <summary><c>/api/rejects</c>: why calls did not come through. Refusals are no calls and make no record; the last few hundred of this node are kept.</summary>
internal static class RejectsApi
{
    public static IEndpointRouteBuilder MapRejects(this IEndpointRouteBuilder routes)
    {
        var rejects = routes.MapGroup("/api/rejects").WithTags("Calls");
        rejects.MapGet("", (ILiveCalls calls) => TypedResults.Ok(new Page<RejectView>(calls.Rejects(), null)))
            .WithName("listRejects").WithSummary("The last refused requests of this node, newest first, numbers masked but for their last four places")
            .Produces<Page<RejectView>>();
        rejects.MapGet("sip", GetSip).WithName("getRejectSip").WithSummary("The SIP messages of a refused INVITE, one of the last 64: as JSON, or as a drawn ladder")
            .Produces<SipLadder>().Produces<string>(200, "text/plain").ProducesProblem(404);
        return routes;
    }

    private static IResult GetSip(
        [Description("The Call-ID, as listed.")] string reference, HttpRequest request, [FromServices] ILiveCalls calls,
        [Description("json or text. Absent: what Accept asks for, else json.")] string? format)
    {
        if (CallSipApi.AsText(format, request) is not { } asText)
        {
            return Problems.Field("format", "must be json or text.");
        }
        return calls.LadderOfRejected(reference) is { } ladder
            ? CallSipApi.Answer(ladder, asText)
            : Problems.NotFound("No refused INVITE of that Call-ID is remembered.");
    }
}
