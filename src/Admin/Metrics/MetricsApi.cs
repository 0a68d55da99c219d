using Microsoft.AspNetCore.Mvc;

namespace Voxie.Admin.Metrics;

/// <summary><c>GET /metrics</c>, behind the key like everything else.</summary>
internal static class MetricsApi
{
    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/metrics", ([FromServices] PrometheusExporter exporter) => TypedResults.Text(exporter.Write(), PrometheusExporter.ContentType))
            .WithName("metrics").WithTags("Health").WithSummary("Metrics in Prometheus' text format").Produces<string>(200, "text/plain");
        return routes;
    }
}
