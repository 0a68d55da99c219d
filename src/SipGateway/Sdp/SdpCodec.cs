using System.Collections.Immutable;
using System.Globalization;

namespace Voxie.SipGateway.Sdp;

/// <summary>A codec as session descriptions name it. Which code encodes it is the media's matter.</summary>
/// <param name="ClockRateHz">Rate of the RTP timestamp, which for G.722 is not the rate of its audio.</param>
/// <param name="PreferredPayloadType">Number we offer it under: its static one, else one of 96 to 127.</param>
/// <param name="Parameters">Our a=fmtp value, when it has one.</param>
internal sealed record SdpCodec(string Encoding, int ClockRateHz, int Channels, int PreferredPayloadType, string? Parameters = null)
{
    public static readonly SdpCodec Pcmu = new("PCMU", 8000, 1, 0);
    public static readonly SdpCodec Pcma = new("PCMA", 8000, 1, 8);

    /// <summary>RFC 3551 4.5.2: its clock says 8000, its audio has 16000.</summary>
    public static readonly SdpCodec G722 = new("G722", 8000, 1, 9);

    /// <summary>RFC 7587 7: always with two channels in the rtpmap, however many are sent. What we play and record reaches 8 kHz.</summary>
    public static readonly SdpCodec Opus = new("opus", 48000, 2, 111, "useinbandfec=1;maxplaybackrate=16000;sprop-maxcapturerate=16000")
    {
        PtimesMs = [10, 20, 40, 60],
    };

    /// <summary>Packet times that it can be sent in, ascending.</summary>
    public ImmutableArray<int> PtimesMs { get; init; } = [10, 20, 30, 40, 60];

    public bool Matches(RtpMap map) =>
        map.ClockRateHz == ClockRateHz && map.Channels == Channels && map.Encoding.Equals(Encoding, StringComparison.OrdinalIgnoreCase);

    /// <summary>The rtpmap and fmtp lines under a payload type.</summary>
    public IEnumerable<SdpAttribute> Describe(int payloadType)
    {
        yield return new("rtpmap", new RtpMap(payloadType, Encoding, ClockRateHz, Channels).ToString());
        if (Parameters != null) yield return new("fmtp", string.Create(CultureInfo.InvariantCulture, $"{payloadType} {Parameters}"));
    }
}
