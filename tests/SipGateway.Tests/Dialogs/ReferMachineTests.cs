using Voxie.SipGateway.Dialogs;
using static Voxie.SipGateway.Dialogs.ReferInput;

namespace Voxie.SipGateway.Tests.Dialogs;

/// <summary>Transfers of ours (RFC 3515) and takeovers by others (RFC 3891), row by row.</summary>
public sealed class ReferMachineTests
{
    [Theory]
    [InlineData(nameof(ReferState.Sent), nameof(Taken), nameof(ReferState.Accepted), nameof(ReferVerdict.GoesOn))]
    [InlineData(nameof(ReferState.Sent), nameof(TakenSilently), nameof(ReferState.Over), nameof(ReferVerdict.Accepted))]
    [InlineData(nameof(ReferState.Sent), nameof(Refused), nameof(ReferState.Over), nameof(ReferVerdict.Refused))]
    [InlineData(nameof(ReferState.Sent), nameof(Unanswered), nameof(ReferState.Over), nameof(ReferVerdict.TimedOut))]
    [InlineData(nameof(ReferState.Sent), nameof(Progress), nameof(ReferState.Sent), nameof(ReferVerdict.GoesOn))]
    [InlineData(nameof(ReferState.Sent), nameof(Success), nameof(ReferState.Over), nameof(ReferVerdict.Succeeded))]
    [InlineData(nameof(ReferState.Sent), nameof(PeerLeft), nameof(ReferState.Over), nameof(ReferVerdict.Gone))]
    [InlineData(nameof(ReferState.Accepted), nameof(Progress), nameof(ReferState.Accepted), nameof(ReferVerdict.GoesOn))]
    [InlineData(nameof(ReferState.Accepted), nameof(Success), nameof(ReferState.Over), nameof(ReferVerdict.Succeeded))]
    [InlineData(nameof(ReferState.Accepted), nameof(Failure), nameof(ReferState.Over), nameof(ReferVerdict.Failed))]
    [InlineData(nameof(ReferState.Accepted), nameof(Ended), nameof(ReferState.Over), nameof(ReferVerdict.Accepted))]
    [InlineData(nameof(ReferState.Accepted), nameof(PeerLeft), nameof(ReferState.Over), nameof(ReferVerdict.Accepted))]
    [InlineData(nameof(ReferState.Accepted), nameof(TimeoutDue), nameof(ReferState.Over), nameof(ReferVerdict.TimedOut))]
    [InlineData(nameof(ReferState.Accepted), nameof(Close), nameof(ReferState.Over), nameof(ReferVerdict.Gone))]
    [InlineData(nameof(ReferState.Over), nameof(Success), nameof(ReferState.Over), nameof(ReferVerdict.Open))]
    public void Each_input_has_its_step(string state, string input, string next, string verdict) =>
        Assert.Equal((Enum.Parse<ReferState>(next), Enum.Parse<ReferVerdict>(verdict)),
            ReferMachine.Step(Enum.Parse<ReferState>(state), Enum.Parse<ReferInput>(input)));

    [Theory]
    [InlineData(202, false, nameof(Taken))]
    [InlineData(200, false, nameof(Taken))]
    [InlineData(202, true, nameof(TakenSilently))]
    [InlineData(603, false, nameof(Refused))]
    [InlineData(405, false, nameof(Refused))]
    [InlineData(302, false, nameof(Refused))]
    [InlineData(481, false, nameof(Unanswered))]
    [InlineData(null, false, nameof(Unanswered))]
    public void Each_response_means_one_thing(int? status, bool silent, string input) =>
        Assert.Equal(Enum.Parse<ReferInput>(input), ReferMachine.InputOf(status, silent));

    [Theory]
    [InlineData(100, false, nameof(Progress))]
    [InlineData(180, false, nameof(Progress))]
    [InlineData(200, true, nameof(Success))]
    [InlineData(200, false, nameof(Success))]
    [InlineData(486, true, nameof(Failure))]
    [InlineData(100, true, nameof(Ended))]
    [InlineData(null, true, nameof(Ended))]
    [InlineData(null, false, nameof(Progress))]
    public void Each_notify_means_one_thing(int? status, bool terminated, string input) =>
        Assert.Equal(Enum.Parse<ReferInput>(input), ReferMachine.InputOfNotify(status, terminated));

    [Theory]
    // found, allowed, confirmed, over, earlyOnly
    [InlineData(false, true, true, false, false, 481)]
    [InlineData(true, false, true, false, false, 403)]
    [InlineData(true, true, true, true, false, 603)]
    [InlineData(true, true, false, false, false, 481)]
    [InlineData(true, true, true, false, true, 486)]
    [InlineData(true, true, true, false, false, 0)]
    public void A_takeover_is_judged_in_order(bool found, bool allowed, bool confirmed, bool over, bool earlyOnly, int status) =>
        Assert.Equal(status, ReplacesRule.Judge(found, allowed, confirmed, over, earlyOnly));
}
