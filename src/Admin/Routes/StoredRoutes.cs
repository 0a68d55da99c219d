namespace Voxie.Admin.Routes;

/// <summary>A version of the routes as the database holds it. Version 0: nothing was ever saved.</summary>
internal sealed record StoredRoutes(int Version, RouteListDocument Document, DateTimeOffset? SavedAt);
