using System.ComponentModel;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Voxie.Admin.Http;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Telemetry;

namespace Voxie.Admin.Calls;

/// <summary><c>/api/calls/{id}/sip</c>: the SIP messages of a call, of a live one as far as it has come.</summary>
internal static class CallSipApi
{
    public static IEndpointRouteBuilder MapCallSip(this IEndpointRouteBuilder routes)
    {
        var call = routes.MapGroup("/api/calls/{id:guid}").WithTags("Calls");
        call.MapGet("sip", GetAsync).WithName("getCallSip").WithSummary("The SIP messages of a call, secrets masked: as JSON, or as a drawn ladder")
            .Produces<SipLadder>().Produces<string>(200, "text/plain").ProducesProblem(404);
        call.MapGet("sip.pcap", GetPcapAsync).WithName("getCallSipCapture").WithSummary("The SIP messages of a call as a capture file for Wireshark")
            .Produces<byte[]>(200, LadderPcap.MediaType).ProducesProblem(404);
        return routes;
    }

    private static async Task<IResult> GetAsync(
        Guid id, ClaimsPrincipal user, HttpRequest request, [FromServices] ILiveCalls live, [FromServices] CallArtifacts artifacts,
        [Description("json or text. Absent: what Accept asks for, else json.")] string? format, CancellationToken cancellation)
    {
        if (AsText(format, request) is not { } asText)
        {
            return Problems.Field("format", "must be json or text.");
        }
        return await FindAsync(id, user, live, artifacts, cancellation) is { } ladder ? Answer(ladder, asText) : NotFound(id);
    }

    /// <summary>How a ladder is to be shown: drawn (true) or as JSON; null: the format is neither.</summary>
    internal static bool? AsText(string? format, HttpRequest request) => format?.ToLowerInvariant() switch
    {
        null or "" => WantsText(request),
        "text" => true,
        "json" => false,
        _ => null,
    };

    internal static IResult Answer(SipLadder ladder, bool asText) =>
        asText ? TypedResults.Text(LadderText.Write(ladder), "text/plain; charset=utf-8") : TypedResults.Ok(ladder);

    private static async Task<IResult> GetPcapAsync(
        Guid id, ClaimsPrincipal user, [FromServices] ILiveCalls live, [FromServices] CallArtifacts artifacts, CancellationToken cancellation) =>
        await FindAsync(id, user, live, artifacts, cancellation) is { } ladder
            ? TypedResults.File(LadderPcap.Write(ladder), LadderPcap.MediaType, $"{id}.pcap")
            : NotFound(id);

    private static async Task<SipLadder?> FindAsync(Guid id, ClaimsPrincipal user, ILiveCalls live, CallArtifacts artifacts, CancellationToken cancellation)
    {
        IReadOnlyList<Stream> streams = [.. live.Artifacts(id).Where(artifact => artifact.Kind == LadderJson.ArtifactKind).Select(artifact => artifact.Open())];
        if (streams.Count == 0)
        {
            streams = await artifacts.OpenAsync(user.Workspace(), id, LadderJson.ArtifactKind, cancellation);
        }
        var ladders = new List<SipLadder>();
        foreach (var stream in streams)
        {
            await using (stream)
            {
                if (LadderJson.TryRead(stream) is { } ladder)
                {
                    ladders.Add(ladder);
                }
            }
        }
        return SipLadder.Join(ladders);
    }

    private static bool WantsText(HttpRequest request)
    {
        var accept = request.GetTypedHeaders().Accept.MaxBy(range => range.Quality ?? 1);
        return accept is not null && accept.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult NotFound(Guid id) =>
        Problems.NotFound($"There is no call {id}, or its SIP messages were not kept.");
}
