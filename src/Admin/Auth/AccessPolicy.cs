using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Voxie.Admin.Auth;

/// <summary>
/// Deny by default: every path needs a key, known or not, except health. The API's description and its page hold no data
/// and are open to this machine itself, so that a browser can show them.
/// </summary>
internal static class AccessPolicy
{
    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication(ApiKeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder()
            .RequireAssertion(context => context.User.Identity?.IsAuthenticated == true || context.Resource is HttpContext http && IsOpen(http))
            .Build());
    }

    private static bool IsOpen(HttpContext http) =>
        (http.Request.Path.StartsWithSegments("/docs", StringComparison.Ordinal) || http.Request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal))
        && http.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer)
        // A proxy on this machine speaks for others.
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");
}
