namespace Voxie.SipGateway.Security;

/// <summary>How a sender has proven (RFC 3261 22) that it is who its trunk belongs to.</summary>
internal enum ProofState
{
    /// <summary>The address is proof enough.</summary>
    NotAsked,
    /// <summary>Credentials are asked for, and none came.</summary>
    Missing,
    /// <summary>Right, but with a nonce that has had its time: ask again, it is no failure.</summary>
    Stale,
    Wrong,
    Given,
}
