using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Voxie.Admin.Calls;
using Voxie.Admin.Http;
using Voxie.Pipeline.Recording;

namespace Voxie.Admin.Recordings;

/// <summary><c>/api/calls/{id}/recording</c>: the recording of a call, to be played in parts or as a whole; and the pausing of one that runs.</summary>
internal static partial class RecordingsApi
{
    public static IEndpointRouteBuilder MapRecordings(this IEndpointRouteBuilder routes)
    {
        var recording = routes.MapGroup("/api/calls/{id:guid}/recording").WithTags("Recordings");
        recording.MapGet("", GetAsync).WithName("getRecording").WithSummary("The recording of a call: left the caller, right the agent. Takes ranges")
            .Produces<byte[]>(200, "audio/wav", "audio/ogg").Produces<byte[]>(206, "audio/wav", "audio/ogg")
            .ProducesProblem(404).ProducesProblem(409).Produces(416).ProducesProblem(503);
        recording.MapMethods("", [HttpMethods.Head], GetAsync).ExcludeFromDescription();
        recording.MapDelete("", DeleteAsync).WithName("deleteRecording").WithSummary("Delete the recording of a call, for good")
            .Produces(204).ProducesProblem(404).ProducesProblem(409);
        var live = routes.MapGroup("/api/calls/live/{id:guid}/recording").WithTags("Recordings");
        live.MapPost("pause", Pause).WithName("pauseRecording").WithSummary("Record silence from here on")
            .Produces<RecordingStateBody>().ProducesProblem(404).ProducesProblem(409);
        live.MapPost("resume", Resume).WithName("resumeRecording").WithSummary("Record again, unless the agent wants silence too")
            .Produces<RecordingStateBody>().ProducesProblem(404).ProducesProblem(409);
        return routes;
    }

    private static async Task<IResult> GetAsync(
        Guid id, ClaimsPrincipal user, HttpRequest request, [FromServices] RecordingStore store, [FromServices] ILoggerFactory loggers, CancellationToken cancellation)
    {
        if (await store.FindAsync(user.Workspace(), id, cancellation) is not { } row)
        {
            return NotThere(id, store);
        }
        try
        {
            var content = store.Open(row);
            Read(Log(loggers), id, user.Identity?.Name, request.Method, request.Headers.Range.ToString());
            return TypedResults.Stream(
                content, RecordingFiles.MediaTypeOf(row.Format), id + RecordingFiles.ExtensionOf(row.Format), row.EndedAt,
                new EntityTagHeaderValue($"\"{row.EndedAt.ToUnixTimeMilliseconds():x}-{content.Length:x}\""), enableRangeProcessing: true);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return Problems.NotFound($"The file of the recording of call {id} is gone.");
        }
        catch (RecordingKeyException sealedByOther)
        {
            return Problems.Unavailable($"The recording of call {id} cannot be opened. {sealedByOther.Message}");
        }
    }

    private static async Task<IResult> DeleteAsync(
        Guid id, ClaimsPrincipal user, [FromServices] RecordingStore store, [FromServices] ILoggerFactory loggers, CancellationToken cancellation)
    {
        if (await store.FindAsync(user.Workspace(), id, cancellation) is not { } row)
        {
            return NotThere(id, store);
        }
        await store.DeleteAsync(row, cancellation);
        Deleted(Log(loggers), id, user.Identity?.Name);
        return TypedResults.NoContent();
    }

    private static IResult Pause(Guid id, ClaimsPrincipal user, [FromServices] ILiveCalls calls, [FromServices] ILoggerFactory loggers) =>
        Change(id, pause: true, user, calls, loggers);

    private static IResult Resume(Guid id, ClaimsPrincipal user, [FromServices] ILiveCalls calls, [FromServices] ILoggerFactory loggers) =>
        Change(id, pause: false, user, calls, loggers);

    private static IResult Change(Guid id, bool pause, ClaimsPrincipal user, ILiveCalls calls, ILoggerFactory loggers)
    {
        if (calls.PauseRecording(id, pause))
        {
            Changed(Log(loggers), id, pause ? "paused" : "resumed", user.Identity?.Name);
            return TypedResults.Ok(new RecordingStateBody(calls.RecordingOf(id) ?? RecordingState.Stopped));
        }
        return calls.RecordingOf(id) is not null ? Problems.Conflict($"The recording of call {id} has stopped.")
            : calls.List().Any(call => call.Id == id) ? Problems.Conflict($"Call {id} is not recorded.")
            : Problems.NotFound($"There is no live call {id}.");
    }

    private static IResult NotThere(Guid id, RecordingStore store) => store.IsWriting(id)
        ? Problems.Conflict($"Call {id} is still being recorded.")
        : Problems.NotFound($"There is no recording of call {id}.");

    private static ILogger Log(ILoggerFactory loggers) => loggers.CreateLogger(typeof(RecordingsApi));

    [LoggerMessage(Level = LogLevel.Information, Message = "Recording of call {CallId} read by {Key}: {Method} {Range}")]
    private static partial void Read(ILogger log, Guid callId, string? key, string method, string range);

    [LoggerMessage(Level = LogLevel.Information, Message = "Recording of call {CallId} deleted by {Key}")]
    private static partial void Deleted(ILogger log, Guid callId, string? key);

    [LoggerMessage(Level = LogLevel.Information, Message = "Recording of call {CallId} {Change} by {Key}")]
    private static partial void Changed(ILogger log, Guid callId, string change, string? key);
}
