namespace Voxie.SipGateway.Srtp;

/// <summary>What became of a protected packet.</summary>
internal enum SrtpVerdict
{
    /// <summary>Authentic, new, and decrypted.</summary>
    Good,
    /// <summary>No packet of its kind, or too short to be a protected one.</summary>
    Malformed,
    /// <summary>This number has come before.</summary>
    Replayed,
    /// <summary>Behind the replay window: whether it has come before is not known any more.</summary>
    TooOld,
    /// <summary>The tag is wrong: another key, or changed on its way.</summary>
    Forged,
    /// <summary>A report that is signed but not encrypted, which was not agreed.</summary>
    NotEncrypted,
    /// <summary>More sources than any call has.</summary>
    TooManySources,
}
