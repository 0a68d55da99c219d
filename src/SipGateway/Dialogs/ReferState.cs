namespace Voxie.SipGateway.Dialogs;

/// <summary>Where a transfer that we asked for stands.</summary>
internal enum ReferState
{
    /// <summary>REFER is out.</summary>
    Sent,
    /// <summary>The peer has taken it over; its NOTIFYs tell how it goes.</summary>
    Accepted,
    Over,
}
