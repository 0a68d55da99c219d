using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls;

/// <summary>Event packages (RFC 6665): the one that REFER implies is known, no other.</summary>
internal static class EventPackages
{
    public static bool IsRefer(SipRequest request)
    {
        var value = (request.Headers[HeaderNames.Event] ?? "").AsSpan();
        var end = value.IndexOf(';');
        return (end < 0 ? value : value[..end]).Trim().Equals("refer", StringComparison.OrdinalIgnoreCase);
    }
}
