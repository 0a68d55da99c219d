using System.Globalization;
using System.Net;

namespace Voxie.SipGateway.Sdp;

/// <summary>Who made the session and which version of it this is (RFC 8866 5.2). Id and version are digits, of any length from peers.</summary>
internal sealed record SdpOrigin(string Username, string SessionId, string Version, SdpConnection Address)
{
    public static SdpOrigin Local(ulong sessionId, ulong version, IPAddress address) => new(
        "-", sessionId.ToString(CultureInfo.InvariantCulture), version.ToString(CultureInfo.InvariantCulture), SdpConnection.Of(address));

    public SdpOrigin NextVersion() => this with
    {
        Version = (ulong.TryParse(Version, CultureInfo.InvariantCulture, out var version) ? version + 1 : 1).ToString(CultureInfo.InvariantCulture),
    };

    public static bool TryParse(string text, out SdpOrigin? origin)
    {
        origin = null;
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 6) return false;
        // Some peers put a display name with spaces first: count from the end.
        if (!SdpConnection.TryParse(string.Join(' ', fields[^3..]), out var address)) return false;
        origin = new(string.Join(' ', fields[..^5]), fields[^5], fields[^4], address!);
        return true;
    }

    public override string ToString() => $"{Username} {SessionId} {Version} {Address}";
}
