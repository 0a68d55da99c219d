using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Voxie.Admin.Agents;
using Voxie.Admin.Auth;
using Voxie.Admin.Calls;
using Voxie.Admin.Events;
using Voxie.Admin.Health;
using Voxie.Admin.Metrics;
using Voxie.Admin.Node;
using Voxie.Admin.Recordings;
using Voxie.Admin.Routes;
using Voxie.Admin.Trunks;

namespace Voxie.Admin.Http;

/// <summary>The HTTP side of a node: everything is wired here, in the open.</summary>
internal static class AdminHost
{
    public static WebApplication Build(NodeCore core, NodeStatus status, ILiveCalls live, TimeProvider time, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "voxie" });
        var http = core.Config.Options.Http;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = http.MaxBodyKilobytes * 1024L;
            kestrel.Listen(http.Listen);
        });
        var services = builder.Services;
        services.AddSingleton(loggers);
        services.AddLogging();
        services.AddRoutingCore();
        services.AddSingleton(time);
        services.AddSingleton(status);
        services.AddSingleton(live);
        services.AddSingleton(core.Agents);
        services.AddSingleton(core.Profiles);
        services.AddSingleton(core.TrunkStore);
        services.AddSingleton(core.Trunks);
        services.AddSingleton(core.RouteStore);
        services.AddSingleton(core.Routes);
        services.AddSingleton(core.Keys);
        services.AddSingleton(core.Events);
        services.AddSingleton(core.Identity);
        services.AddSingleton(new CallReader(core.Database));
        services.AddSingleton(core.Artifacts);
        services.AddSingleton(core.RecordingStore);
        services.AddSingleton<PlacedCalls>();
        services.AddSingleton<PrometheusExporter>();
        services.AddSingleton<IHostLifetime, NoSignals>();
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
            context.ProblemDetails.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier);
        AccessPolicy.Add(services);
        ApiDocs.Add(services);

        var app = builder.Build();
        // The exporter listens from now on, not from the first scrape.
        _ = app.Services.GetRequiredService<PrometheusExporter>();
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf });
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        ApiDocs.UsePage(app);
        app.MapOpenApi();
        app.MapHealth();
        app.MapMetrics();
        app.MapAgents();
        app.MapTrunks();
        app.MapRoutes();
        app.MapCalls();
        app.MapDial();
        app.MapLiveCallVerbs();
        app.MapCallSip();
        app.MapCallCapture();
        app.MapRecordings();
        app.MapRejects();
        app.MapEvents();
        return app;
    }

    /// <summary>The address that is really listened on: port 0 has become a number.</summary>
    public static Uri Address(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private static int StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        System.Data.Common.DbException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Signals are the node's business, not the web host's: a call must be able to end first.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
