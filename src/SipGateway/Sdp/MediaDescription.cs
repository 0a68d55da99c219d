using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Voxie.SipGateway.Sdp;

/// <summary>One m= line with what belongs to it. Compares by content.</summary>
internal sealed record MediaDescription
{
    /// <summary>audio, video, image, ...</summary>
    public required string Kind { get; init; }

    /// <summary>0: refused or ended.</summary>
    public required int Port { get; init; }

    /// <summary>RTP/AVP, RTP/SAVP, udptl, ...</summary>
    public required string Protocol { get; init; }

    /// <summary>Payload types in order of preference for RTP; words for other protocols.</summary>
    public ImmutableArray<string> Formats { get; init; } = [];

    public SdpConnection? Connection { get; init; }

    public ImmutableArray<SdpAttribute> Attributes { get; init; } = [];

    public bool IsAudio => Kind == "audio";

    public MediaDirection? Direction => MediaDirections.Find(Attributes);

    /// <summary>Milliseconds of a=ptime; null when absent or no number. Some peers write a fraction, which is cut off.</summary>
    public int? PtimeMs => Milliseconds("ptime");

    public int? MaxPtimeMs => Milliseconds("maxptime");

    public string? this[string attribute]
    {
        get
        {
            foreach (var item in Attributes)
            {
                if (item.Name == attribute) return item.Value ?? "";
            }

            return null;
        }
    }

    /// <summary>RTP payload types in the order of the m= line, by rtpmap or by their static meaning; those without either are left out.</summary>
    public IEnumerable<RtpMap> RtpMaps()
    {
        var maps = new Dictionary<int, RtpMap>();
        foreach (var attribute in Attributes)
        {
            if (attribute.Name == "rtpmap" && RtpMap.TryParse(attribute.Value, out var map)) maps.TryAdd(map.PayloadType, map);
        }

        foreach (var format in Formats)
        {
            if (!RtpMap.TryPayloadType(format, out var number)) continue;
            if ((maps.GetValueOrDefault(number) ?? RtpMap.ForStatic(number)) is { } known) yield return known;
        }
    }

    /// <summary>What a=fmtp says of a payload type; null: nothing.</summary>
    public string? ParametersOf(int payloadType)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Name == "fmtp" && attribute.Value?.Split(' ', 2, StringSplitOptions.TrimEntries) is [var number, var parameters]
                && RtpMap.TryPayloadType(number, out var type) && type == payloadType) return parameters;
        }

        return null;
    }

    public bool Equals(MediaDescription? other) => other != null && ToString() == other.ToString();

    public override int GetHashCode() => HashCode.Combine(Kind, Port, Protocol);

    /// <summary>The lines of this medium, each with its CRLF.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"m={Kind} {Port} {Protocol}");
        foreach (var format in Formats) text.Append(' ').Append(format);
        text.Append("\r\n");
        if (Connection != null) text.Append("c=").Append(Connection).Append("\r\n");
        foreach (var attribute in Attributes) text.Append(attribute).Append("\r\n");
        return text.ToString();
    }

    private int? Milliseconds(string name) =>
        this[name] is { } text && int.TryParse(text.Trim().Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
}
