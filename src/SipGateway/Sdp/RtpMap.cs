using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Voxie.SipGateway.Sdp;

/// <summary>What a payload type number means (RFC 8866 6.6). Encoding names compare without case.</summary>
/// <param name="PayloadType">0 to 127.</param>
internal sealed record RtpMap(int PayloadType, string Encoding, int ClockRateHz, int Channels = 1)
{
    // RFC 3551 table 4, the audio types still met. RFC 3551 4.5.2: G722 says 8000 and means 16000.
    private static readonly Dictionary<int, RtpMap> Static = new()
    {
        [0] = new(0, "PCMU", 8000),
        [3] = new(3, "GSM", 8000),
        [4] = new(4, "G723", 8000),
        [8] = new(8, "PCMA", 8000),
        [9] = new(9, "G722", 8000),
        [13] = new(13, "CN", 8000),
        [15] = new(15, "G728", 8000),
        [18] = new(18, "G729", 8000),
    };

    /// <summary>What a number means without an rtpmap line.</summary>
    public static RtpMap? ForStatic(int payloadType) => Static.GetValueOrDefault(payloadType);

    /// <summary>Reads the value of a=rtpmap: <c>111 opus/48000/2</c>.</summary>
    public static bool TryParse(string? value, [NotNullWhen(true)] out RtpMap? map)
    {
        map = null;
        var fields = value?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not [var number, var encoding, ..] || !TryPayloadType(number, out var payloadType)) return false;
        var parts = encoding.Split('/');
        if (parts.Length is < 2 or > 3 || parts[0].Length == 0) return false;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var clockRate) || clockRate == 0) return false;
        var channels = 1;
        if (parts.Length == 3 && (!int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out channels) || channels == 0)) return false;
        map = new(payloadType, parts[0], clockRate, channels);
        return true;
    }

    public static bool TryPayloadType(string text, out int payloadType) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out payloadType) && payloadType <= 127;

    public override string ToString() => Channels == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{PayloadType} {Encoding}/{ClockRateHz}")
        : string.Create(CultureInfo.InvariantCulture, $"{PayloadType} {Encoding}/{ClockRateHz}/{Channels}");
}
