namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>Whether the other side of a trunk answers pings.</summary>
public enum TrunkReach
{
    /// <summary>It is not pinged, or there was no answer yet.</summary>
    Unknown,
    Up,
    /// <summary>None of its addresses answers.</summary>
    Down,
}
