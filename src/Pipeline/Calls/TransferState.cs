namespace Voxie.Pipeline.Calls;

/// <summary>How far a transfer is.</summary>
internal enum TransferState
{
    Idle,
    /// <summary>The other side has been asked to dial the target.</summary>
    Referring,
    /// <summary>We dial the target, to be joined with the caller.</summary>
    Dialling,
    /// <summary>We dial the target; when it has answered, the other side is asked to take our place.</summary>
    Consulting,
    /// <summary>The other side has been asked to take our place in the call with the target.</summary>
    Replacing,
    /// <summary>The same, and the target has left us.</summary>
    ReplacingAlone,
    Over,
}
