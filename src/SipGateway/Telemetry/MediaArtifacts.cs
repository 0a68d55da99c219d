namespace Voxie.SipGateway.Telemetry;

/// <summary>The captured media that a line leaves behind, as its artifact is called.</summary>
public static class MediaArtifacts
{
    public const string Kind = "rtp";
    public const string MediaType = PcapFormat.MediaType;
}
