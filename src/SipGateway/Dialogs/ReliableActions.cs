namespace Voxie.SipGateway.Dialogs;

/// <summary>What the machine of reliable provisional responses tells its shell to do.</summary>
[Flags]
internal enum ReliableActions
{
    None = 0,
    /// <summary>Send the response with the next RSeq and start its timers.</summary>
    Send = 1,
    /// <summary>Keep it until the one that is out is acknowledged.</summary>
    Queue = 1 << 1,
    /// <summary>Send the one that is out once more, and wait twice as long for the next time.</summary>
    Resend = 1 << 2,
    StopTimers = 1 << 3,
    /// <summary>Send the next one that waits, or tell that none does.</summary>
    Next = 1 << 4,
    /// <summary>The PRACK is good (200).</summary>
    Match = 1 << 5,
    /// <summary>The PRACK acknowledges nothing of ours (481).</summary>
    NoMatch = 1 << 6,
    /// <summary>64*T1 without a PRACK: the INVITE is refused with 504.</summary>
    GiveUp = 1 << 7,
}
