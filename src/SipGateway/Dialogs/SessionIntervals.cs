using System.Globalization;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Dialogs;

/// <summary>What two sides say to each other about the session interval (RFC 4028 7 to 9). Pure.</summary>
internal static class SessionIntervals
{
    /// <summary>RFC 4028 4: no shorter interval may be asked for.</summary>
    public const uint Least = 90;

    /// <summary>The interval of a request is below our minimum, and its sender understands the 422 that says so (RFC 4028 9).</summary>
    public static bool IsTooSmall(SipHeaders request, uint minimum) =>
        request.SessionExpires is { } asked && asked.Seconds < Math.Max(Least, minimum) && request.Supports(SipCapabilities.Timer);

    /// <summary>The interval that our 2xx to a request agrees to; null: none.</summary>
    /// <param name="wanted">Interval of our own wish in seconds; 0: none.</param>
    public static AgreedInterval? Answer(SipHeaders request, uint wanted)
    {
        var peerCan = request.Supports(SipCapabilities.Timer);
        if (request.SessionExpires is not { } asked)
        {
            // A peer that knows no timers gets none of our wish: media that stops ends the call all the same.
            return wanted == 0 || !peerCan ? null : new AgreedInterval(Math.Max(wanted, request.Seconds(HeaderNames.MinSE) ?? 0), WeRefresh: true);
        }

        // RFC 4028 9, table 2: a peer without the extension (a proxy has asked) cannot refresh.
        var peerRefreshes = peerCan && asked.Refresher != SessionRefresher.Uas;
        return new AgreedInterval(Math.Max(Least, asked.Seconds), !peerRefreshes);
    }

    /// <summary>What our 2xx says of it.</summary>
    public static SipHeaders Describe(AgreedInterval? agreed, SipHeaders request)
    {
        if (agreed is not { } interval)
        {
            return SipHeaders.Empty;
        }

        var headers = SipHeaders.Empty.Add(HeaderNames.SessionExpires,
            new SessionExpires(interval.Seconds, interval.WeRefresh ? SessionRefresher.Uas : SessionRefresher.Uac).ToString());
        // RFC 4028 9: must be there when the caller refreshes, should be when it understands.
        return request.Supports(SipCapabilities.Timer) ? headers.Add(HeaderNames.Require, SipCapabilities.Timer) : headers;
    }

    /// <summary>Asks for an interval in a request of ours.</summary>
    /// <param name="seconds">0: does not ask.</param>
    /// <param name="refresher">Null: the peer may choose.</param>
    public static SipHeaders Ask(SipHeaders headers, uint seconds, uint minimum, SessionRefresher? refresher)
    {
        if (seconds == 0)
        {
            return headers;
        }

        headers = headers.Add(HeaderNames.SessionExpires, new SessionExpires(seconds, refresher).ToString());
        return minimum > Least ? headers.Add(HeaderNames.MinSE, minimum.ToString(CultureInfo.InvariantCulture)) : headers;
    }

    /// <summary>The interval that a 2xx to our request brings; null: none (RFC 4028 7.2).</summary>
    public static AgreedInterval? Read(SipHeaders response) => response.SessionExpires is { } said
        ? new AgreedInterval(Math.Max(Least, said.Seconds), WeRefresh: said.Refresher != SessionRefresher.Uas)
        : null;

    /// <summary>The interval to ask for after a 422; null: there is none that would help (RFC 4028 7.3).</summary>
    public static uint? AfterRefusal(SipHeaders response, uint asked) =>
        response.Seconds(HeaderNames.MinSE) is { } minimum && minimum > asked && minimum <= int.MaxValue ? minimum : null;
}
