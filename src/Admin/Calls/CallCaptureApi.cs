using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Voxie.Admin.Http;
using Voxie.SipGateway.Telemetry;

namespace Voxie.Admin.Calls;

/// <summary><c>/api/calls/{id}/capture</c>: the RTP and RTCP of a call as a capture file, where somebody has asked for it.</summary>
internal static partial class CallCaptureApi
{
    private const int UsualMegabytes = 20;
    private const int MostMegabytes = 60;

    public static IEndpointRouteBuilder MapCallCapture(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/calls/live/{id:guid}/capture", Start).WithTags("Calls").WithName("startCapture")
            .WithSummary("Capture the RTP and RTCP of a live call from here on, as they are on the wire")
            .Produces(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        routes.MapGet("/api/calls/{id:guid}/capture", GetAsync).WithTags("Calls").WithName("getCapture")
            .WithSummary("The captured RTP and RTCP of a call, of a live one as far as it has come, for Wireshark")
            .Produces<byte[]>(200, MediaArtifacts.MediaType).ProducesProblem(404);
        return routes;
    }

    private static IResult Start(
        Guid id, ClaimsPrincipal user, [FromServices] ILiveCalls live, [FromServices] ILoggerFactory loggers,
        [Description("Largest size of the file in megabytes, 1 to 60, default 20. What comes then is left out.")] string? megabytes)
    {
        var most = UsualMegabytes;
        if (megabytes is not null && (!int.TryParse(megabytes, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > MostMegabytes))
        {
            return Problems.Field("megabytes", "must be a whole number from 1 to 60.");
        }
        switch (live.StartCapture(id, most * 1_000_000L))
        {
            case true:
                Started(loggers.CreateLogger(typeof(CallCaptureApi)), id, user.Identity?.Name);
                return TypedResults.Accepted($"/api/calls/{id}/capture");
            case false:
                return Problems.Conflict($"Call {id} is captured already, or has no packets to capture.");
            default:
                return Problems.NotFound($"There is no live call {id}.");
        }
    }

    private static async Task<IResult> GetAsync(
        Guid id, ClaimsPrincipal user, [FromServices] ILiveCalls live, [FromServices] CallArtifacts artifacts, [FromServices] ILoggerFactory loggers,
        CancellationToken cancellation)
    {
        var now = live.Artifacts(id).Where(artifact => artifact.Kind == MediaArtifacts.Kind).Select(artifact => artifact.Open()).ToList();
        var streams = now.Count > 0 ? now : await artifacts.OpenAsync(user.Workspace(), id, MediaArtifacts.Kind, cancellation);
        if (streams.Count == 0)
        {
            return Problems.NotFound($"There is no call {id}, or it was not captured.");
        }
        foreach (var more in streams.Skip(1))
        {
            await more.DisposeAsync();
        }
        Read(loggers.CreateLogger(typeof(CallCaptureApi)), id, user.Identity?.Name);
        return TypedResults.Stream(streams[0], MediaArtifacts.MediaType, $"{id}-rtp.pcap", enableRangeProcessing: true);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Media of call {CallId} captured by {Key}")]
    private static partial void Started(ILogger log, Guid callId, string? key);

    [LoggerMessage(Level = LogLevel.Information, Message = "Captured media of call {CallId} read by {Key}")]
    private static partial void Read(ILogger log, Guid callId, string? key);
}
