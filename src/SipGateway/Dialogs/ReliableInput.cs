namespace Voxie.SipGateway.Dialogs;

/// <summary>What can happen to our reliable provisional responses.</summary>
internal enum ReliableInput
{
    /// <summary>We have a provisional response to send.</summary>
    Send,
    /// <summary>The PRACK of the one that is out.</summary>
    Prack,
    /// <summary>A PRACK of anything else.</summary>
    ForeignPrack,
    RetransmitDue,
    TimeoutDue,
    /// <summary>The INVITE has its final answer.</summary>
    Final,
}
