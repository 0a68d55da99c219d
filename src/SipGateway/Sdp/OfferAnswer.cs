using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Voxie.SipGateway.Sdp;

/// <summary>RFC 3264 for one audio stream, as values in and values out.</summary>
internal static class OfferAnswer
{
    /// <summary>Answers an offer as it came in a body.</summary>
    public static Negotiation Answer(ReadOnlySpan<byte> offer, LocalEnd local, MediaCapabilities capabilities) =>
        SessionDescription.TryParse(offer, out var description, out _) ? Answer(description, local, capabilities) : Negotiation.Refused(SdpRefusal.Malformed);

    /// <summary>
    /// Takes the first audio line that fits, one with keys before plain ones, in one codec; every other line is answered with port 0 in its
    /// place (RFC 3264 6).
    /// </summary>
    public static Negotiation Answer(SessionDescription offer, LocalEnd local, MediaCapabilities capabilities)
    {
        // When no line fits, the one that came furthest tells the peer most.
        var refusal = SdpRefusal.NoAudio;
        RemoteAudio? chosen = null;
        for (var index = 0; index < offer.Media.Length; index++)
        {
            var reason = RemoteAudio.TryRead(offer, index, local.Has, capabilities, out var remote);
            if (reason > refusal) refusal = reason;
            if (remote != null && (chosen == null || (chosen.Keying.IsPlain && !remote.Keying.IsPlain))) chosen = remote;
        }

        if (chosen == null) return Negotiation.Refused(refusal);
        if (capabilities.PrefersOwnOrder) chosen = chosen.InOrderOf(capabilities.Codecs);
        local = local.Facing(chosen.EndPoint?.Address);
        chosen = chosen with { MultiplexesControl = chosen.MultiplexesControl && capabilities.MultiplexesControl };
        var crypto = AnswerTo(chosen, capabilities.Encryption);
        var dtls = chosen.Keying.Dtls is { } theirs ? Agree(theirs, WeBegin(theirs.Setup, capabilities.Encryption)) : null;
        var audio = chosen.Agree(
            chosen.Direction.Reverse() & local.Direction, [chosen.Formats[0]], chosen.TelephoneEventFor(chosen.Formats[0].Codec), crypto?.Key, dtls);
        IEnumerable<SdpAttribute> keys = crypto != null ? [crypto.ToAttribute()]
            : dtls != null ? new DtlsDescription([capabilities.Encryption.Certificate!()], dtls.WeBegin ? DtlsSetup.Active : DtlsSetup.Passive).ToAttributes()
            : [];
        return Negotiation.Agreed(audio, Describe(local, AnswerLines(offer, local, capabilities, audio, keys)), local);
    }

    /// <summary>
    /// Our offer: one audio line with every codec we have. Inside a session it stands where the audio stood, and the
    /// lines refused before stay refused (RFC 3264 8).
    /// </summary>
    public static SessionDescription Offer(LocalEnd local, MediaCapabilities capabilities)
    {
        var numbers = OfferedNumbers.After(local.Previous);
        var formats = capabilities.Codecs.Select(codec => new AudioFormat(numbers.For(codec), codec)).ToImmutableArray();
        var profile = capabilities.Encryption.OfferedProfile ?? capabilities.Profiles[0];
        var line = AudioLine(
            local, capabilities, profile, formats, Events(capabilities, numbers), capabilities.PreferredPtimeMs, local.Direction,
            capabilities.Encryption.Offered());
        if (capabilities.MultiplexesControl) line = Multiplexed(line);
        if (local.Previous == null) return Describe(local, [line]);
        var lines = local.Previous.Media;
        var index = OfferedIndex(local.Previous);
        return Describe(local, index < 0 ? lines.Add(line) : lines.SetItem(index, line));
    }

    /// <summary>Reads the answer to our offer as it came in a body.</summary>
    public static Negotiation ReadAnswer(SessionDescription offer, ReadOnlySpan<byte> answer, MediaCapabilities capabilities) =>
        SessionDescription.TryParse(answer, out var description, out _) ? ReadAnswer(offer, description, capabilities) : Negotiation.Refused(SdpRefusal.Malformed);

    /// <summary>Reads the answer to an offer of ours.</summary>
    public static Negotiation ReadAnswer(SessionDescription offer, SessionDescription answer, MediaCapabilities capabilities)
    {
        var index = OfferedIndex(offer);
        if (index < 0 || index >= answer.Media.Length || !answer.Media[index].IsAudio) return Negotiation.Refused(SdpRefusal.AnswerMismatch);
        var ours = offer.Media[index];
        var localAddress = offer.ConnectionOf(ours)?.Address ?? IPAddress.Any;
        var refusal = RemoteAudio.TryRead(answer, index, family => family == localAddress.AddressFamily, capabilities, out var remote);
        if (remote == null) return Negotiation.Refused(refusal);
        remote = remote with { MultiplexesControl = remote.MultiplexesControl && ours[RemoteAudio.RtcpMux] != null };

        // The peer sends under the numbers of our offer (RFC 3264 6.1), any of the codecs it left standing.
        var offered = ours.RtpMaps().ToList();
        var receive = remote.Formats
            .SelectMany(format => offered.Where(format.Codec.Matches).Take(1).Select(map => format with { PayloadType = map.PayloadType }))
            .ToImmutableArray();
        var codec = remote.Formats[0].Codec;
        if (receive.IsEmpty || receive[0].Codec != codec) return Negotiation.Refused(SdpRefusal.AnswerMismatch);
        var events = remote.TelephoneEventFor(codec) is { } digits ? RemoteAudio.TelephoneEventIn(offered, digits.ClockRateHz) : null;
        var key = OfferedKey(ours, remote.Keying.Crypto);
        if (remote.Keying.Crypto != null && key == null) return Negotiation.Refused(SdpRefusal.AnswerMismatch);
        AgreedDtls? dtls = null;
        if (remote.Keying.Dtls is { } theirs)
        {
            // RFC 8842 5.4: of what we offered one role, and the one that is left over is ours.
            if (!DtlsDescription.TryRead(offer, ours, out var said) || theirs.Setup == DtlsSetup.ActPass || said.Setup == theirs.Setup)
                return Negotiation.Refused(SdpRefusal.AnswerMismatch);
            dtls = Agree(theirs, theirs.Setup == DtlsSetup.Passive);
        }

        return Negotiation.Agreed(remote.Agree(remote.Direction.Reverse() & offer.DirectionOf(ours), receive, events, key, dtls));
    }

    /// <summary>Our key beside the peer's, under the tag and in the suite that it offered (RFC 4568 5.1.2).</summary>
    private static CryptoAttribute? AnswerTo(RemoteAudio remote, MediaEncryption encryption) => remote.Keying.Crypto is { } theirs
        ? new CryptoAttribute(theirs.Tag, theirs.Suite, encryption.Keys!.For(encryption.Find(theirs.Suite)!))
        : null;

    private static AgreedDtls Agree(DtlsDescription theirs, bool weBegin) => new(theirs.Fingerprints, weBegin, theirs.TlsId);

    /// <summary>RFC 8842 5.3: where the choice is ours it stays as it was; at first we begin, which saves half a round trip (RFC 5763 5).</summary>
    private static bool WeBegin(DtlsSetup theirs, MediaEncryption encryption) =>
        theirs == DtlsSetup.ActPass ? encryption.WeBegan ?? encryption.LikesToBegin : theirs == DtlsSetup.Passive;

    /// <summary>The key of ours that an answer has chosen by its tag; null: we never offered that (5.1.3).</summary>
    private static byte[]? OfferedKey(MediaDescription ours, CryptoAttribute? chosen)
    {
        foreach (var attribute in ours.Attributes)
        {
            if (chosen != null && attribute.Name == CryptoAttribute.Name && CryptoAttribute.TryParse(attribute.Value, out var line) == CryptoFault.None
                && line!.Tag == chosen.Tag && line.Suite.Equals(chosen.Suite, StringComparison.OrdinalIgnoreCase)) return line.Key;
        }

        return null;
    }

    private static int OfferedIndex(SessionDescription ours)
    {
        for (var index = 0; index < ours.Media.Length; index++)
        {
            if (ours.Media[index].IsAudio && ours.Media[index].Port != 0) return index;
        }

        return -1;
    }

    private static ImmutableArray<MediaDescription> AnswerLines(SessionDescription offer, LocalEnd local, MediaCapabilities capabilities, AudioMedia audio, IEnumerable<SdpAttribute> keys)
    {
        var events = audio.TelephoneEventReceive is { } number ? new[] { new RtpMap(number, RemoteAudio.TelephoneEvent, audio.TelephoneEventClockHz) } : [];
        var done = audio.MultiplexesControl ? Multiplexed : (Func<MediaDescription, MediaDescription>)(line => line);
        return
        [
            .. offer.Media.Select((media, index) => index == audio.MediaIndex
                ? done(AudioLine(local, capabilities, media.Protocol, audio.Receive, events, audio.PtimeMs, audio.Direction, keys))
                : new MediaDescription { Kind = media.Kind, Port = 0, Protocol = media.Protocol, Formats = [.. media.Formats.Take(1)] }),
        ];
    }

    private static MediaDescription Multiplexed(MediaDescription line) => line with { Attributes = line.Attributes.Add(new(RemoteAudio.RtcpMux)) };

    private static MediaDescription AudioLine(
        LocalEnd local, MediaCapabilities capabilities, string protocol, ImmutableArray<AudioFormat> formats, IEnumerable<RtpMap> events, int ptimeMs,
        MediaDirection direction, IEnumerable<SdpAttribute> keys)
    {
        var numbers = new List<string>();
        var attributes = new List<SdpAttribute>();
        foreach (var format in formats)
        {
            numbers.Add(format.PayloadType.ToString(CultureInfo.InvariantCulture));
            attributes.AddRange(format.Codec.Describe(format.PayloadType));
        }

        foreach (var map in events)
        {
            numbers.Add(map.PayloadType.ToString(CultureInfo.InvariantCulture));
            attributes.Add(new("rtpmap", map.ToString()));
            // RFC 4733 2.4.1: the events we understand, digits and flash.
            attributes.Add(new("fmtp", string.Create(CultureInfo.InvariantCulture, $"{map.PayloadType} 0-16")));
        }

        attributes.AddRange(keys);
        attributes.Add(new("ptime", ptimeMs.ToString(CultureInfo.InvariantCulture)));
        attributes.Add(new("maxptime", capabilities.MaxPtimeMs.ToString(CultureInfo.InvariantCulture)));
        attributes.Add(new(direction.AttributeName()));
        return new() { Kind = "audio", Port = local.Media.Port, Protocol = protocol, Formats = [.. numbers], Attributes = [.. attributes] };
    }

    /// <summary>One telephone-event per clock of our codecs, from 101 up: peers that skip rtpmap guess 101.</summary>
    private static IEnumerable<RtpMap> Events(MediaCapabilities capabilities, OfferedNumbers numbers) => capabilities.TelephoneEvents
        ? capabilities.Codecs.Select(codec => codec.ClockRateHz).Distinct().Order().Select((clock, index) => numbers.ForEvents(clock, 101 + index))
        : [];

    private static SessionDescription Describe(LocalEnd local, ImmutableArray<MediaDescription> media)
    {
        var origin = local.Previous?.Origin ?? SdpOrigin.Local(local.SessionId, 1, local.Media.Address);
        var description = new SessionDescription { Origin = origin, Connection = SdpConnection.Of(local.Media.Address), Media = media };
        if (local.Previous == null || description == local.Previous) return description;
        return description with { Origin = origin.NextVersion() };
    }
}
