using System.Security.Claims;
using Voxie.Admin.Auth;

namespace Voxie.Admin.Http;

internal static class UserWorkspace
{
    /// <summary>The workspace that the caller's key belongs to.</summary>
    public static string Workspace(this ClaimsPrincipal user) =>
        user.FindFirstValue(ApiKeyAuthentication.WorkspaceClaim) ?? throw new InvalidOperationException("An endpoint was reached without a key.");
}
