using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using static Voxie.SipGateway.Dialogs.SessionTimerActions;
using static Voxie.SipGateway.Dialogs.SessionTimerInput;
using static Voxie.SipGateway.Dialogs.SessionTimerState;

namespace Voxie.SipGateway.Tests.Dialogs;

/// <summary>RFC 4028, row by row: the running timer, and what the two sides agree to.</summary>
public sealed class SessionTimerMachineTests
{
    [Theory]
    [InlineData(nameof(Off), nameof(Ours), nameof(WeRefresh), StopTimers | StartRefresh | StartExpiry)]
    [InlineData(nameof(Off), nameof(Theirs), nameof(PeerRefreshes), StopTimers | StartExpiry)]
    [InlineData(nameof(PeerRefreshes), nameof(Ours), nameof(WeRefresh), StopTimers | StartRefresh | StartExpiry)]
    [InlineData(nameof(WeRefresh), nameof(RefreshDue), nameof(Refreshing), Refresh)]
    [InlineData(nameof(Refreshing), nameof(Ours), nameof(WeRefresh), StopTimers | StartRefresh | StartExpiry)]
    [InlineData(nameof(Refreshing), nameof(RefreshFailed), nameof(WeRefresh), StartRetry)]
    [InlineData(nameof(Refreshing), nameof(SessionTimerInput.None), nameof(Off), StopTimers)]
    [InlineData(nameof(Refreshing), nameof(ExpiryDue), nameof(Off), StopTimers | Expire)]
    [InlineData(nameof(PeerRefreshes), nameof(ExpiryDue), nameof(Off), StopTimers | Expire)]
    [InlineData(nameof(PeerRefreshes), nameof(RefreshDue), nameof(PeerRefreshes), SessionTimerActions.None)]
    [InlineData(nameof(Off), nameof(ExpiryDue), nameof(Off), SessionTimerActions.None)]
    [InlineData(nameof(WeRefresh), nameof(Close), nameof(Off), StopTimers)]
    public void Each_input_has_its_step(string state, string input, string next, object actions) =>
        Assert.Equal((Enum.Parse<SessionTimerState>(next), (SessionTimerActions)actions),
            SessionTimerMachine.Step(Enum.Parse<SessionTimerState>(state), Enum.Parse<SessionTimerInput>(input)));

    [Theory]
    [InlineData(90u, 45, 60)]
    [InlineData(1800u, 900, 1768)]
    public void The_refresh_comes_at_half_and_the_end_a_little_early(uint seconds, double refresh, double expiry)
    {
        Assert.Equal(refresh, SessionTimerMachine.RefreshAfter(seconds).TotalSeconds);
        Assert.Equal(expiry, SessionTimerMachine.ExpiresAfter(seconds).TotalSeconds);
        Assert.True(SessionTimerMachine.RefreshAfter(seconds) + (2 * SessionTimerMachine.RetryAfter(seconds)) < SessionTimerMachine.ExpiresAfter(seconds));
    }

    // What the request says; then interval, we refresh, and the header lines of our 2xx. Wish of our own: 1800.
    [Theory]
    [InlineData("", null, false, "")]
    [InlineData("Supported: timer", 1800u, true, "Session-Expires: 1800;refresher=uas|Require: timer")]
    [InlineData("Supported: timer|Min-SE: 3600", 3600u, true, "Session-Expires: 3600;refresher=uas|Require: timer")]
    [InlineData("Supported: timer|Session-Expires: 600", 600u, false, "Session-Expires: 600;refresher=uac|Require: timer")]
    [InlineData("k: timer|x: 600;refresher=uac", 600u, false, "Session-Expires: 600;refresher=uac|Require: timer")]
    [InlineData("Supported: timer|Session-Expires: 600;refresher=uas", 600u, true, "Session-Expires: 600;refresher=uas|Require: timer")]
    [InlineData("Session-Expires: 600", 600u, true, "Session-Expires: 600;refresher=uas")]
    [InlineData("Session-Expires: 600;refresher=uac", 600u, true, "Session-Expires: 600;refresher=uas")]
    [InlineData("Supported: timer|Session-Expires: nonsense", 1800u, true, "Session-Expires: 1800;refresher=uas|Require: timer")]
    public void Our_2xx_agrees_to_what_was_asked(string request, uint? seconds, bool weRefresh, string said)
    {
        var headers = Headers(request);
        var agreed = SessionIntervals.Answer(headers, 1800);

        Assert.Equal((seconds, weRefresh), (agreed?.Seconds, agreed?.WeRefresh ?? false));
        Assert.Equal(said, string.Join('|', SessionIntervals.Describe(agreed, headers)));
    }

    [Theory]
    [InlineData("Supported: timer|Session-Expires: 60", true)]
    [InlineData("Supported: timer|Session-Expires: 119", true)]
    [InlineData("Supported: timer|Session-Expires: 120", false)]
    [InlineData("Session-Expires: 60", false)]
    [InlineData("Supported: timer", false)]
    public void An_interval_below_ours_gets_422_where_it_is_understood(string request, bool refused) =>
        Assert.Equal(refused, SessionIntervals.IsTooSmall(Headers(request), 120));

    [Theory]
    [InlineData("Session-Expires: 1800;refresher=uac", 1800u, true)]
    [InlineData("Session-Expires: 1800;refresher=uas", 1800u, false)]
    [InlineData("Session-Expires: 1800", 1800u, true)]
    [InlineData("Session-Expires: 1", 90u, true)]
    [InlineData("", null, false)]
    public void A_2xx_to_ours_says_who_refreshes(string response, uint? seconds, bool weRefresh)
    {
        var agreed = SessionIntervals.Read(Headers(response));

        Assert.Equal((seconds, weRefresh), (agreed?.Seconds, agreed?.WeRefresh ?? false));
    }

    [Theory]
    [InlineData("Min-SE: 3600", 3600u)]
    [InlineData("Min-SE: 1800", null)]
    [InlineData("Min-SE: 90", null)]
    [InlineData("", null)]
    [InlineData("Min-SE: 4294967295", null)]
    public void A_422_helps_only_with_more_than_we_asked_for(string response, uint? next) =>
        Assert.Equal(next, SessionIntervals.AfterRefusal(Headers(response), 1800));

    private static SipHeaders Headers(string lines) => new(lines.Split('|', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(": ", 2)).Select(pair => new SipHeader(pair[0], pair[1])));
}
