using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Voxie.Admin.Http;
using Voxie.Admin.Journal;

namespace Voxie.Admin.Events;

/// <summary><c>GET /api/events</c>: what happens in calls, as server-sent events.</summary>
internal static class EventsApi
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static IEndpointRouteBuilder MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/events", StreamAsync).WithName("streamEvents").WithTags("Events")
            .WithSummary("Live events: call.started, call.answered, turn, note, call.ended")
            .WithDescription("A comment line comes every 15 s. Last-Event-ID resumes within one run of the node, as far as events are kept (the last 1000). A listener that does not keep up is disconnected.")
            .Produces(200, contentType: "text/event-stream");
        return routes;
    }

    private static async Task StreamAsync(
        HttpContext http, [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        [FromServices] EventFeed feed, [FromServices] NodeIdentity node, [FromServices] TimeProvider time, [FromServices] IHostApplicationLifetime host)
    {
        // A stream never ends by itself: a stopping server must not wait for it.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
        using var subscription = feed.Subscribe(After(lastEventId, node.Epoch));
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await http.Response.WriteAsync(": voxie events\n\n", ending.Token);
            foreach (var missed in subscription.Missed)
            {
                await WriteAsync(http.Response, node.Epoch, missed, ending.Token);
            }
            await http.Response.Body.FlushAsync(ending.Token);
            await CopyAsync(http.Response, subscription, node.Epoch, time, ending.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The listener left, or the server stops.
        }
    }

    private static async Task CopyAsync(HttpResponse response, EventSubscription subscription, int epoch, TimeProvider time, CancellationToken cancellation)
    {
        using var beat = new PeriodicTimer(Heartbeat, time);
        var beating = beat.WaitForNextTickAsync(cancellation).AsTask();
        var waiting = subscription.Events.WaitToReadAsync(cancellation).AsTask();
        while (true)
        {
            if (await Task.WhenAny(waiting, beating) == waiting)
            {
                if (!await waiting)
                {
                    return;
                }
                while (subscription.Events.TryRead(out var next))
                {
                    await WriteAsync(response, epoch, next, cancellation);
                }
                waiting = subscription.Events.WaitToReadAsync(cancellation).AsTask();
            }
            else
            {
                await beating;
                await response.WriteAsync(": still here\n\n", cancellation);
                beating = beat.WaitForNextTickAsync(cancellation).AsTask();
            }
            await response.Body.FlushAsync(cancellation);
        }
    }

    private static Task WriteAsync(HttpResponse response, int epoch, LiveEvent live, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"id: {epoch}-{live.Number}\nevent: {live.Name}\ndata: ");
        // Written without line breaks: one data line.
        text.Append(JsonSerializer.Serialize(live.Data, live.Data.GetType(), ApiJson.Options)).Append("\n\n");
        return response.WriteAsync(text.ToString(), cancellation);
    }

    // Numbers of another run mean nothing in this one.
    private static long? After(string? lastEventId, int epoch)
    {
        var parts = lastEventId?.Split('-') ?? [];
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var run) && run == epoch
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
