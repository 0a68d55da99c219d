namespace Voxie.Pipeline.Recording;

/// <summary>How the calls of an agent are recorded.</summary>
/// <param name="Consent">Said to the caller first: recording begins when it was heard. Null: it begins with the answer.</param>
public sealed record RecordingSettings(RecordingFormat Format = RecordingFormat.Wav, string? Consent = null);
