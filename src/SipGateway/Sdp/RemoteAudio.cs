using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Voxie.SipGateway.Sdp;

/// <summary>The peer's audio line, read against what we can do. Formats are in the peer's order, the first is the one to use.</summary>
internal sealed record RemoteAudio
{
    public const string TelephoneEvent = "telephone-event";
    public const string RtcpMux = "rtcp-mux";

    private const int UsualClockHz = 8000;

    private ImmutableArray<RtpMap> _maps = [];
    private MediaDescription? _media;
    private MediaCapabilities? _capabilities;

    private RemoteAudio()
    {
    }

    public required int Index { get; init; }
    public required string Profile { get; init; }
    public required IPEndPoint? EndPoint { get; init; }
    public required IPEndPoint? Rtcp { get; init; }
    public required ImmutableArray<AudioFormat> Formats { get; init; }

    /// <summary>a=rtcp-mux (RFC 5761 5.1.1).</summary>
    public required bool MultiplexesControl { get; init; }

    public required RemoteKeying Keying { get; init; }

    /// <summary>From the peer's side.</summary>
    public required MediaDirection Direction { get; init; }

    /// <summary>Reads one m= line. <paramref name="audio"/> is null when it gives no session, and the result says why.</summary>
    /// <param name="ours">Whether we have an address of a family.</param>
    public static SdpRefusal TryRead(
        SessionDescription description, int index, Func<AddressFamily, bool> ours, MediaCapabilities capabilities, out RemoteAudio? audio)
    {
        audio = null;
        var media = description.Media[index];
        if (!media.IsAudio || media.Port == 0) return SdpRefusal.NoAudio;
        if (!capabilities.Takes(media.Protocol)) return SdpRefusal.NoProfile;
        var unsafeMedia = capabilities.Encryption.Read(description, media, out var keying);
        if (unsafeMedia != SdpRefusal.None) return unsafeMedia;
        var maps = media.RtpMaps().ToImmutableArray();
        var formats = maps
            .Select(map => (map.PayloadType, Codec: capabilities.Find(map)))
            .Where(format => format.Codec != null)
            .Select(format => new AudioFormat(format.PayloadType, format.Codec!))
            .ToImmutableArray();
        if (formats.IsEmpty) return SdpRefusal.NoCodec;

        var connection = description.ConnectionOf(media);
        var address = connection?.Address;
        if (connection is not { IsUnspecified: true })
        {
            if (address == null || !ours(address.AddressFamily)) return SdpRefusal.AddressFamily;
            if (!IsUnicast(address)) return SdpRefusal.UnusableAddress;
        }
        else address = null;

        audio = new()
        {
            Index = index,
            Profile = media.Protocol,
            Keying = keying,
            EndPoint = address == null ? null : new(address, media.Port),
            Rtcp = address == null ? null : RtcpOf(media, address),
            Formats = formats,
            MultiplexesControl = media[RtcpMux] != null,
            Direction = description.DirectionOf(media),
            _maps = capabilities.TelephoneEvents ? maps : [],
            _media = media,
            _capabilities = capabilities,
        };
        return SdpRefusal.None;
    }

    /// <summary>The same with the formats in our order.</summary>
    public RemoteAudio InOrderOf(ImmutableArray<SdpCodec> codecs) => this with { Formats = [.. Formats.OrderBy(format => codecs.IndexOf(format.Codec))] };

    /// <summary>
    /// The peer's telephone-event whose clock is the codec's (RFC 4733 2.1: both share one timestamp line); from peers that have none beside
    /// Opus, the one at 8000.
    /// </summary>
    public RtpMap? TelephoneEventFor(SdpCodec codec) => TelephoneEventIn(_maps, codec.ClockRateHz) ?? TelephoneEventIn(_maps, UsualClockHz);

    public static RtpMap? TelephoneEventIn(IEnumerable<RtpMap> maps, int clockHz)
    {
        foreach (var map in maps)
        {
            if (map.ClockRateHz == clockHz && map.Encoding.Equals(TelephoneEvent, StringComparison.OrdinalIgnoreCase)) return map;
        }

        return null;
    }

    public AudioMedia Agree(MediaDirection direction, ImmutableArray<AudioFormat> receive, RtpMap? telephoneEventReceive, byte[]? localKey, AgreedDtls? dtls) => new()
    {
        Remote = EndPoint,
        RemoteRtcp = Rtcp,
        Codec = Formats[0].Codec,
        SendPayloadType = Formats[0].PayloadType,
        Receive = receive,
        SendParameters = _media!.ParametersOf(Formats[0].PayloadType),
        TelephoneEventSend = TelephoneEventFor(Formats[0].Codec)?.PayloadType,
        TelephoneEventReceive = telephoneEventReceive?.PayloadType,
        TelephoneEventClockHz = TelephoneEventFor(Formats[0].Codec)?.ClockRateHz ?? UsualClockHz,
        PtimeMs = PtimeFor(_media, _capabilities!, Formats[0].Codec),
        Direction = direction,
        Profile = Profile,
        MultiplexesControl = MultiplexesControl,
        Keys = Keying.Crypto is { } crypto && localKey != null ? new(crypto.Suite, localKey, crypto.Key) : null,
        Dtls = dtls,
        MediaIndex = Index,
    };

    /// <summary>What the peer asks for, else our own, both under its maxptime; the nearest below that we can send.</summary>
    private static int PtimeFor(MediaDescription media, MediaCapabilities capabilities, SdpCodec codec)
    {
        var wanted = Math.Min(media.PtimeMs ?? capabilities.PreferredPtimeMs, media.MaxPtimeMs ?? int.MaxValue);
        var best = capabilities.PtimesMs[0];
        foreach (var ptime in capabilities.PtimesMs)
        {
            if (ptime <= wanted && codec.PtimesMs.Contains(ptime)) best = ptime;
        }

        return best;
    }

    // RFC 3605: a=rtcp:port [IN IP4 address]. An address of its own is not followed: it would be another place to aim us at.
    private static IPEndPoint? RtcpOf(MediaDescription media, IPAddress address)
    {
        var text = media["rtcp"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ? first : null;
        if (text != null && ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0) return new(address, port);
        return media.Port < ushort.MaxValue ? new(address, media.Port + 1) : null;
    }

    private static bool IsUnicast(IPAddress address) =>
        !address.IsIPv6Multicast && !address.Equals(IPAddress.Broadcast) && (address.ToString().Contains(':') || address.GetAddressBytes()[0] is < 224 and > 0);
}
