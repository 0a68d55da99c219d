namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>Encryption of media on a trunk. Never lowered silently: what does not fit is refused with 488.</summary>
public enum SrtpPolicy
{
    Off,
    Optional,
    Required,
}
