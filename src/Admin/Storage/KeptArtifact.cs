namespace Voxie.Admin.Storage;

/// <summary>Something that a call left behind, as its row says.</summary>
/// <param name="File">Path below the artifacts folder.</param>
/// <param name="Position">First byte in the file.</param>
/// <param name="KeptAt">Unix milliseconds.</param>
internal sealed record KeptArtifact(string Workspace, Guid CallId, string File, long Position, long Bytes, string Kind, string MediaType, long KeptAt);
