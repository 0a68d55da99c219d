using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Tests.Calls;

public sealed class TransferMachineTests
{
    [Theory]
    [InlineData("AskPeer", "Refer Referring")]
    [InlineData("AskPeer Taken", "Done Over")]
    [InlineData("AskPeer Failed", "Fail Over")]
    [InlineData("AskPeer CallerGone", "Fail Over")]
    [InlineData("AskPeer Declined", "Dial Dialling")]
    [InlineData("AskPeer Declined TargetAnswered", "Join Over")]
    [InlineData("AskPeer Declined TargetGone", "Fail Over")]
    [InlineData("AskPeer TargetAnswered", "None Referring")]
    [InlineData("DialBlind TargetAnswered", "Join Over")]
    [InlineData("DialBlind CallerGone", "GiveUp Over")]
    [InlineData("DialAttended", "Dial Consulting")]
    [InlineData("DialAttended TargetGone", "Fail Over")]
    [InlineData("DialAttended CallerGone", "GiveUp Over")]
    [InlineData("DialAttended TargetAnswered", "Replace Replacing")]
    [InlineData("DialAttended TargetAnswered Taken", "Done Over")]
    [InlineData("DialAttended TargetAnswered Declined", "Join Over")]
    [InlineData("DialAttended TargetAnswered Failed", "Join Over")]
    [InlineData("DialAttended TargetAnswered TargetGone", "None ReplacingAlone")]
    [InlineData("DialAttended TargetAnswered TargetGone Taken", "Done Over")]
    [InlineData("DialAttended TargetAnswered TargetGone Failed", "Fail Over")]
    [InlineData("DialAttended TargetAnswered CallerGone", "GiveUp Over")]
    [InlineData("AskPeer Taken Declined", "None Over")]
    public void Each_input_has_its_step(string inputs, string expected)
    {
        var (state, action) = (TransferState.Idle, TransferAction.None);
        foreach (var input in inputs.Split(' ')) (state, action) = TransferMachine.Step(state, Enum.Parse<TransferInput>(input));

        Assert.Equal(expected, $"{action} {state}");
    }

    [Theory]
    [InlineData(TransferResult.Succeeded, "Taken")]
    [InlineData(TransferResult.Accepted, "Taken")]
    [InlineData(TransferResult.Refused, "Declined")]
    [InlineData(TransferResult.NotAllowed, "Declined")]
    [InlineData(TransferResult.Failed, "Failed")]
    [InlineData(TransferResult.TimedOut, "Failed")]
    [InlineData(TransferResult.NotNow, "Declined")]
    [InlineData(TransferResult.LineGone, "CallerGone")]
    public void What_a_refer_came_to_is_an_input(TransferResult result, string input) =>
        Assert.Equal(input, TransferMachine.InputOf(result).ToString());
}
