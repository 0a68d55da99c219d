namespace Voxie.Pipeline.Recording;

public enum RecordingFormat
{
    /// <summary>PCM16 at the line's rate.</summary>
    Wav,
    /// <summary>Opus in Ogg (RFC 7845).</summary>
    Opus,
}
