namespace Voxie.Pipeline.Recording;

/// <summary>What is to be recorded.</summary>
public sealed record RecordingOrder(Guid CallId, int RateHz, RecordingFormat Format, DateTimeOffset StartedAt);
