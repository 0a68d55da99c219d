namespace Voxie.Admin.Routes;

/// <param name="Hash">SHA-256 of the text, lower-case hex.</param>
internal sealed record ReadRouteFile(string Path, RouteFile Routes, string Hash);
