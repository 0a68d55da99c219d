namespace Voxie.SipGateway.Authentication;

/// <summary>What credentials of a received request are worth. All but <see cref="Accepted"/> are answered by a challenge.</summary>
internal enum DigestVerdict
{
    Accepted,
    /// <summary>None for our realm.</summary>
    Missing,
    /// <summary>Malformed, forged nonce, for another URI, or with an algorithm or protection that we did not offer.</summary>
    Unusable,
    /// <summary>Wrong password or unknown user: the sender is not told which.</summary>
    Wrong,
    /// <summary>Right, but the nonce is too old, or its count was used before.</summary>
    Stale,
}
