namespace Voxie.SipGateway.Sdp;

/// <summary>Bounds on a session description from outside.</summary>
internal static class SdpLimits
{
    public const int Bytes = 16 * 1024;
    public const int Media = 32;
    /// <summary>Per m= line, and at session level.</summary>
    public const int Attributes = 256;
}
