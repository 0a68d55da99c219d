using Voxie.Admin.Http;

namespace Voxie.Admin.Calls;

/// <summary><c>/api/rejects</c>: why calls did not come through. Refusals are no calls and make no record; the last few hundred of this node are kept.</summary>
internal static class RejectsApi
{
    public static IEndpointRouteBuilder MapRejects(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/rejects", (ILiveCalls calls) => TypedResults.Ok(new Page<RejectView>(calls.Rejects(), null)))
            .WithTags("Calls").WithName("listRejects").WithSummary("The last refused requests of this node, newest first, numbers masked but for their last four places")
            .Produces<Page<RejectView>>();
        return routes;
    }
}
