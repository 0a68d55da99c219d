namespace Voxie.SipGateway.Calls;

/// <summary>Why a session cannot go on.</summary>
internal enum SessionFault
{
    /// <summary>An answer of ours was never acknowledged.</summary>
    NoAck,
    /// <summary>Offer and answer came to nothing.</summary>
    NoSession,
    /// <summary>The peer cannot be sent to.</summary>
    Unreachable,
}
