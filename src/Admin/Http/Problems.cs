using Microsoft.AspNetCore.Http.HttpResults;

namespace Voxie.Admin.Http;

/// <summary>The API's errors, all problem+json (RFC 9457).</summary>
internal static class Problems
{
    public static ProblemHttpResult NotFound(string what) => TypedResults.Problem(what, statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Conflict(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult PreconditionFailed(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status412PreconditionFailed);

    public static ProblemHttpResult Unavailable(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status503ServiceUnavailable);

    public static ProblemHttpResult Bad(string why, int status = StatusCodes.Status400BadRequest) => TypedResults.Problem(why, statusCode: status);

    /// <summary>400, or another status, with the faults by field.</summary>
    public static ProblemHttpResult Fields(IReadOnlyDictionary<string, string[]> errors, int status = StatusCodes.Status400BadRequest) =>
        TypedResults.Problem(
            string.Join(' ', errors.Select(e => $"{e.Key} {e.Value[0]}")), statusCode: status,
            extensions: new Dictionary<string, object?> { ["errors"] = errors });

    public static ProblemHttpResult Field(string field, string fault, int status = StatusCodes.Status400BadRequest) =>
        Fields(new Dictionary<string, string[]> { [field] = [fault] }, status);
}
