namespace Voxie.SipGateway.Dialogs;

/// <summary>What the machine of our changes tells its shell to do.</summary>
[Flags]
internal enum ModifyActions
{
    None = 0,
    Send = 1,
    /// <summary>Take our offer back: the session stands as it was.</summary>
    Restore = 1 << 1,
    /// <summary>Wait a random time by who owns the Call-ID (RFC 3261 14.1).</summary>
    WaitForGlare = 1 << 2,
    /// <summary>Wait as long as the peer said.</summary>
    WaitAsTold = 1 << 3,
    TellDone = 1 << 4,
    TellRefused = 1 << 5,
    EndDialog = 1 << 6,
    StopTimer = 1 << 7,
}
