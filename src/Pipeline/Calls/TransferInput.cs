namespace Voxie.Pipeline.Calls;

/// <summary>What happens to a transfer.</summary>
internal enum TransferInput
{
    /// <summary>Wanted: the other side may be asked to dial.</summary>
    AskPeer,
    /// <summary>Wanted: we have to dial.</summary>
    DialBlind,
    /// <summary>Wanted: nobody is handed over before the target has answered.</summary>
    DialAttended,
    /// <summary>The other side has done what it was asked for.</summary>
    Taken,
    /// <summary>The other side does not transfer.</summary>
    Declined,
    /// <summary>The other side tried in vain, or tells nothing.</summary>
    Failed,
    TargetAnswered,
    TargetGone,
    CallerGone,
}
