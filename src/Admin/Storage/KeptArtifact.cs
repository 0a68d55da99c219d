namespace Voxie.Admin.Storage;

/// <summary>A file that a call left behind, as its row says.</summary>
/// <param name="File">Path below the artifacts folder.</param>
/// <param name="KeptAt">Unix milliseconds.</param>
internal sealed record KeptArtifact(string Workspace, Guid CallId, string File, string Kind, string MediaType, long Bytes, long KeptAt);
