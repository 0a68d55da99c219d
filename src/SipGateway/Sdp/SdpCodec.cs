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

    public bool Matches(RtpMap map) =>
        map.ClockRateHz == ClockRateHz && map.Channels == Channels && map.Encoding.Equals(Encoding, StringComparison.OrdinalIgnoreCase);

    /// <summary>The rtpmap and fmtp lines under a payload type.</summary>
    public IEnumerable<SdpAttribute> Describe(int payloadType)
    {
        yield return new("rtpmap", new RtpMap(payloadType, Encoding, ClockRateHz, Channels).ToString());
        if (Parameters != null) yield return new("fmtp", string.Create(CultureInfo.InvariantCulture, $"{payloadType} {Parameters}"));
    }
}
