namespace Voxie.SipGateway.Sdp;

internal static class MediaDirections
{
    public static bool CanSend(this MediaDirection direction) => direction.HasFlag(MediaDirection.SendOnly);

    public static bool CanReceive(this MediaDirection direction) => direction.HasFlag(MediaDirection.ReceiveOnly);

    /// <summary>The same as the other side sees it.</summary>
    public static MediaDirection Reverse(this MediaDirection direction) => direction switch
    {
        MediaDirection.SendOnly => MediaDirection.ReceiveOnly,
        MediaDirection.ReceiveOnly => MediaDirection.SendOnly,
        _ => direction,
    };

    public static string AttributeName(this MediaDirection direction) => direction switch
    {
        MediaDirection.SendReceive => "sendrecv",
        MediaDirection.SendOnly => "sendonly",
        MediaDirection.ReceiveOnly => "recvonly",
        _ => "inactive",
    };

    /// <summary>The direction among attributes; the last one counts. Null when there is none.</summary>
    public static MediaDirection? Find(IEnumerable<SdpAttribute> attributes)
    {
        MediaDirection? found = null;
        foreach (var attribute in attributes)
        {
            found = attribute.Name switch
            {
                "sendrecv" => MediaDirection.SendReceive,
                "sendonly" => MediaDirection.SendOnly,
                "recvonly" => MediaDirection.ReceiveOnly,
                "inactive" => MediaDirection.Inactive,
                _ => found,
            };
        }

        return found;
    }
}
