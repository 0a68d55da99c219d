using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Voxie.Admin.Auth;

/// <summary>Bearer API keys (RFC 6750), in the Authorization header only: a key in a URL ends up in logs.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiKeyStore keys, IProblemDetailsService problems)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";
    public const string WorkspaceClaim = "workspace";
    private const string Prefix = "Bearer ";
    private const int LongestKey = 512;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || header.Length > Prefix.Length + LongestKey
            || keys.Find(header[Prefix.Length..].Trim()) is not { } key)
        {
            return Task.FromResult(AuthenticateResult.Fail("The key is not known."));
        }
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, key.Name), new Claim(WorkspaceClaim, key.Workspace)], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var presented = Request.Headers.Authorization.Count > 0;
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = presented ? "Bearer realm=\"voxie\", error=\"invalid_token\"" : "Bearer realm=\"voxie\"";
        await problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = Context,
            ProblemDetails =
            {
                Status = StatusCodes.Status401Unauthorized,
                Detail = presented ? "The API key is not known." : "Send an API key: Authorization: Bearer KEY.",
            },
        });
    }
}
