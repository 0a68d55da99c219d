namespace Voxie.Admin.Recordings;

/// <summary>A recording cannot be opened with the keys of this node.</summary>
internal sealed class RecordingKeyException(string message) : Exception(message);
