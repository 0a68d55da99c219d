namespace Voxie.Admin.Auth;

/// <summary>An API key as stored: its hash, never itself.</summary>
internal sealed record ApiKey(string Workspace, string Id, string Name, byte[] Hash);
