namespace Voxie.Pipeline.Calls;

/// <summary>Where a caller's number was read.</summary>
public enum CallerSource
{
    /// <summary>What the caller's own device says.</summary>
    From,
    PAssertedIdentity,
    RemotePartyId,
}
