using Voxie.SipGateway.Dialogs;
using static Voxie.SipGateway.Dialogs.ModifyActions;
using static Voxie.SipGateway.Dialogs.ModifyInput;
using static Voxie.SipGateway.Dialogs.ModifyState;

namespace Voxie.SipGateway.Tests.Dialogs;

/// <summary>Our re-INVITEs and UPDATEs: RFC 3261 14.1, row by row.</summary>
public sealed class ModifyMachineTests
{
    [Theory]
    [InlineData(nameof(Idle), nameof(WantNow), nameof(Sent), Send)]
    [InlineData(nameof(Idle), nameof(WantLater), nameof(Wanted), None)]
    [InlineData(nameof(Idle), nameof(Free), nameof(Idle), None)]
    [InlineData(nameof(Wanted), nameof(Free), nameof(Sent), Send)]
    [InlineData(nameof(Wanted), nameof(WantNow), nameof(Sent), Send)]
    [InlineData(nameof(Sent), nameof(WantNow), nameof(Sent), None)]
    [InlineData(nameof(Sent), nameof(Success), nameof(Idle), TellDone)]
    [InlineData(nameof(Sent), nameof(Glare), nameof(Waiting), Restore | WaitForGlare)]
    [InlineData(nameof(Sent), nameof(ComeAgain), nameof(Waiting), Restore | WaitAsTold)]
    [InlineData(nameof(Sent), nameof(IntervalTooSmall), nameof(Sent), Restore | Send)]
    [InlineData(nameof(Sent), nameof(Refused), nameof(Idle), Restore | TellRefused)]
    [InlineData(nameof(Sent), nameof(DialogGone), nameof(Over), Restore | TellRefused | EndDialog)]
    [InlineData(nameof(Waiting), nameof(RetryDue), nameof(Wanted), None)]
    [InlineData(nameof(Waiting), nameof(Free), nameof(Waiting), None)]
    [InlineData(nameof(Waiting), nameof(Close), nameof(Over), StopTimer)]
    [InlineData(nameof(Over), nameof(WantNow), nameof(Over), None)]
    public void Each_input_has_its_step(string state, string input, string next, object actions) =>
        Assert.Equal((Enum.Parse<ModifyState>(next), (ModifyActions)actions),
            ModifyMachine.Step(Enum.Parse<ModifyState>(state), Enum.Parse<ModifyInput>(input)));

    [Theory]
    [InlineData(200, false, nameof(Success))]
    [InlineData(491, false, nameof(Glare))]
    [InlineData(500, true, nameof(ComeAgain))]
    [InlineData(500, false, nameof(Refused))]
    [InlineData(503, true, nameof(ComeAgain))]
    [InlineData(422, false, nameof(IntervalTooSmall))]
    [InlineData(408, false, nameof(DialogGone))]
    [InlineData(481, true, nameof(DialogGone))]
    [InlineData(null, false, nameof(DialogGone))]
    [InlineData(488, true, nameof(Refused))]
    [InlineData(603, false, nameof(Refused))]
    public void Each_final_response_means_one_thing(int? status, bool retryAfter, string input) =>
        Assert.Equal(Enum.Parse<ModifyInput>(input), ModifyMachine.InputOf(status, retryAfter));

    [Theory]
    [InlineData(true, 2100, 4000)]
    [InlineData(false, 0, 2000)]
    public void The_wait_after_a_glare_differs_between_the_two_sides(bool owns, int least, int most)
    {
        var random = new Random(1);
        var waits = Enumerable.Range(0, 2000).Select(_ => GlareWait.Next(owns, random).TotalMilliseconds).ToArray();

        Assert.All(waits, wait => Assert.True(wait >= least && wait <= most && wait % 10 == 0));
        Assert.True(waits.Distinct().Count() > 150);
    }
}
