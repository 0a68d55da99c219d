namespace Voxie.SipGateway.Sdp;

/// <summary>Which ways media may go, from the side of whoever says it.</summary>
[Flags]
internal enum MediaDirection
{
    Inactive = 0,
    SendOnly = 1,
    ReceiveOnly = 2,
    SendReceive = SendOnly | ReceiveOnly,
}
