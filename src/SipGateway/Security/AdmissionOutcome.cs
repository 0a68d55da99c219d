namespace Voxie.SipGateway.Security;

/// <summary>What becomes of a new request, before anything is kept of it.</summary>
internal enum AdmissionOutcome
{
    Admit,
    /// <summary>No answer: the address is banned.</summary>
    Banned,
    /// <summary>No answer: nobody that we know, and the setting says so.</summary>
    Ignore,
    /// <summary>403: nobody that we know.</summary>
    Refuse,
    /// <summary>503 with Retry-After: known peers ask for more than we serve.</summary>
    TooMany,
    /// <summary>401.</summary>
    Challenge,
    /// <summary>401 with stale=true: the same answer to a newer nonce will do.</summary>
    ChallengeAnew,
    /// <summary>401, and it counts as a failure.</summary>
    WrongProof,
    /// <summary>503 with Retry-After: the trunk begins calls too fast.</summary>
    TrunkTooFast,
    /// <summary>503 with Retry-After: the trunk's calls are all up.</summary>
    TrunkFull,
}
