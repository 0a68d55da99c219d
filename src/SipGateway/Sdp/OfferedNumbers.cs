namespace Voxie.SipGateway.Sdp;

/// <summary>
/// Payload types for an offer. Within a session a number keeps its meaning, and a format the number that it had (RFC 3264 8.3.2), even
/// where the peer has given it.
/// </summary>
internal sealed class OfferedNumbers
{
    private readonly List<RtpMap> _taken = [];

    private OfferedNumbers()
    {
    }

    /// <param name="previous">What we said last in the session; null: nothing.</param>
    public static OfferedNumbers After(SessionDescription? previous)
    {
        var numbers = new OfferedNumbers();
        foreach (var media in previous?.Media ?? [])
        {
            if (media is { IsAudio: true, Port: not 0 }) numbers._taken.AddRange(media.RtpMaps());
        }

        return numbers;
    }

    public int For(SdpCodec codec) => Find(codec.Matches) ?? Take(new(codec.PreferredPayloadType, codec.Encoding, codec.ClockRateHz, codec.Channels)).PayloadType;

    public RtpMap ForEvents(int clockHz, int preferred)
    {
        var number = Find(map => map.ClockRateHz == clockHz && map.Encoding.Equals(RemoteAudio.TelephoneEvent, StringComparison.OrdinalIgnoreCase));
        return number is { } known ? new(known, RemoteAudio.TelephoneEvent, clockHz) : Take(new(preferred, RemoteAudio.TelephoneEvent, clockHz));
    }

    private int? Find(Predicate<RtpMap> matches) => _taken.Find(matches)?.PayloadType;

    private RtpMap Take(RtpMap wanted)
    {
        // Only dynamic numbers can be somebody else's.
        while (_taken.Exists(map => map.PayloadType == wanted.PayloadType)) wanted = wanted with { PayloadType = wanted.PayloadType == 127 ? 96 : wanted.PayloadType + 1 };
        _taken.Add(wanted);
        return wanted;
    }
}
