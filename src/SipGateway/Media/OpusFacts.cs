namespace Voxie.SipGateway.Media;

/// <summary>What there is of Opus on this machine.</summary>
public static class OpusFacts
{
    /// <summary>Name and version of the system's library; null: it is missing, and Opus is not offered.</summary>
    public static string? Version => Opus.Version;
}
