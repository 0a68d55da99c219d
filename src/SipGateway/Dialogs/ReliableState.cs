namespace Voxie.SipGateway.Dialogs;

/// <summary>Where our reliable provisional responses to one INVITE stand (RFC 3262 3).</summary>
internal enum ReliableState
{
    /// <summary>All that was sent is acknowledged.</summary>
    Clear,
    /// <summary>One is out and waits for its PRACK; others wait behind it.</summary>
    Unacknowledged,
    /// <summary>The INVITE is answered while one was out: its PRACK is still taken.</summary>
    Late,
    Over,
}
