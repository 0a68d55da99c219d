namespace Voxie.Pipeline.Calls;

/// <summary>How far an attestation was checked.</summary>
public enum AttestationCheck
{
    /// <summary>Read and not checked: no certificate is configured.</summary>
    Claimed,
    /// <summary>A trusted carrier says so, in a parameter of its own.</summary>
    ToldByCarrier,
    /// <summary>Signature, age and both numbers are right.</summary>
    Verified,
    /// <summary>It cannot be read.</summary>
    Malformed,
    /// <summary>No configured certificate has signed it.</summary>
    BadSignature,
    /// <summary>Older than 60 s, or from the future.</summary>
    Stale,
    /// <summary>It is for another caller.</summary>
    OtherCaller,
    /// <summary>It is for another called number.</summary>
    OtherCalled,
}
