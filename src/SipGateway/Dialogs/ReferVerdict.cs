namespace Voxie.SipGateway.Dialogs;

/// <summary>What a step has made of a transfer.</summary>
internal enum ReferVerdict
{
    /// <summary>Nothing yet.</summary>
    Open,
    /// <summary>Nothing yet, but it goes on: wait longer.</summary>
    GoesOn,
    Succeeded,
    /// <summary>Taken over, and nobody will tell more.</summary>
    Accepted,
    Refused,
    Failed,
    TimedOut,
    Gone,
}
