namespace Voxie.SipGateway.Sdp;

/// <summary>Refusals in SIP's words.</summary>
internal static class SdpRefusals
{
    /// <summary>Status that answers such an offer.</summary>
    public static int Status(this SdpRefusal refusal) => refusal == SdpRefusal.Malformed ? 400 : 488;

    /// <summary>Warn-code (RFC 3261 20.43).</summary>
    public static int WarningCode(this SdpRefusal refusal) => refusal switch
    {
        SdpRefusal.AddressFamily => 301,
        SdpRefusal.NoProfile or SdpRefusal.NoKeys => 302,
        SdpRefusal.NoAudio => 304,
        SdpRefusal.NoCodec => 305,
        SdpRefusal.UnusableAddress => 330,
        _ => 399,
    };

    public static string WarningText(this SdpRefusal refusal) => refusal switch
    {
        SdpRefusal.Malformed => "Session description unreadable",
        SdpRefusal.NoAudio => "Media type not available",
        SdpRefusal.NoProfile => "Incompatible transport protocol",
        SdpRefusal.NoKeys => "Media must be encrypted, and no usable a=crypto or a=fingerprint came",
        SdpRefusal.KeysInClear => "Media keys are taken over TLS only",
        SdpRefusal.NoCodec => "Incompatible media format",
        SdpRefusal.AddressFamily => "Incompatible network address formats",
        SdpRefusal.UnusableAddress => "Multicast not available",
        _ => "Session description does not fit",
    };
}
