namespace Voxie.Admin.Storage;

/// <summary>A call that was never closed, as far as its record goes.</summary>
internal sealed record OpenCall(string Workspace, Guid CallId, int LastEvent, DateTimeOffset LastEventAt);
