using System.ComponentModel;

namespace Voxie.Admin.Recordings;

/// <summary>How recordings are kept. Which calls are recorded, the agents say.</summary>
internal sealed record RecordingOptions
{
    [Description("Seal recordings on disk (AES-256-GCM).")]
    public bool Encrypt { get; init; } = true;

    [Description("File with the key, 32 bytes in base64. Relative to the configuration file. Absent: VOXIE_RECORDINGS_KEY, else recordings.key in the data folder, made at first use.")]
    public string? KeyFile { get; init; }

    [Description("Files with keys that earlier recordings were sealed with.")]
    public IReadOnlyList<string> OldKeyFiles { get; init; } = [];

    [Description("Days after which a recording is deleted, 0 to 36500. 0: never.")]
    public int RetentionDays { get; init; } = 90;
}
