using Voxie.Pipeline.Recording;

namespace Voxie.Admin.Recordings;

/// <summary>A recording as its row says.</summary>
/// <param name="File">Path below the recordings folder.</param>
/// <param name="Bytes">Of the plain content.</param>
/// <param name="StopReason">Why it ends before its call; null: it does not.</param>
internal sealed record RecordingRow(
    string Workspace, Guid CallId, string File, RecordingFormat Format, int RateHz, long Bytes, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string? StopReason);
