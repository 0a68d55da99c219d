namespace Voxie.SipGateway.Authentication;

/// <summary>What became of a challenge to a request of ours.</summary>
internal enum ChallengeOutcome
{
    /// <summary>There is a request with credentials to send.</summary>
    Answered,
    /// <summary>The request went to somebody who shall not have our credentials.</summary>
    OtherHost,
    /// <summary>The response brought no challenge that can be read.</summary>
    NoChallenge,
    /// <summary>Our credentials are for another realm.</summary>
    OtherRealm,
    /// <summary>Only algorithms or protections that we do not know, or may not use.</summary>
    Unsupported,
    /// <summary>Our credentials were refused.</summary>
    WrongPassword,
    /// <summary>The peer finds each nonce of its own too old, or asks for ever more realms.</summary>
    Endless,
}
