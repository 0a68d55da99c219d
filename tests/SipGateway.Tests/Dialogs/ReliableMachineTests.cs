using Voxie.SipGateway.Dialogs;
using static Voxie.SipGateway.Dialogs.ReliableActions;
using static Voxie.SipGateway.Dialogs.ReliableInput;
using static Voxie.SipGateway.Dialogs.ReliableState;

namespace Voxie.SipGateway.Tests.Dialogs;

/// <summary>RFC 3262 3 and 4, row by row.</summary>
public sealed class ReliableMachineTests
{
    [Theory]
    [InlineData(nameof(Clear), nameof(ReliableInput.Send), nameof(Unacknowledged), ReliableActions.Send)]
    [InlineData(nameof(Unacknowledged), nameof(ReliableInput.Send), nameof(Unacknowledged), Queue)]
    [InlineData(nameof(Unacknowledged), nameof(RetransmitDue), nameof(Unacknowledged), Resend)]
    [InlineData(nameof(Unacknowledged), nameof(Prack), nameof(Clear), Match | StopTimers | Next)]
    [InlineData(nameof(Unacknowledged), nameof(ForeignPrack), nameof(Unacknowledged), NoMatch)]
    [InlineData(nameof(Unacknowledged), nameof(TimeoutDue), nameof(Over), StopTimers | GiveUp)]
    [InlineData(nameof(Unacknowledged), nameof(Final), nameof(Late), StopTimers)]
    [InlineData(nameof(Late), nameof(Prack), nameof(Over), Match)]
    [InlineData(nameof(Late), nameof(RetransmitDue), nameof(Late), None)]
    [InlineData(nameof(Clear), nameof(Prack), nameof(Clear), NoMatch)]
    [InlineData(nameof(Clear), nameof(Final), nameof(Over), None)]
    [InlineData(nameof(Over), nameof(Prack), nameof(Over), NoMatch)]
    [InlineData(nameof(Over), nameof(ReliableInput.Send), nameof(Over), None)]
    public void Each_input_has_its_step(string state, string input, string next, object actions) =>
        Assert.Equal((Enum.Parse<ReliableState>(next), (ReliableActions)actions),
            ReliableMachine.Step(Enum.Parse<ReliableState>(state), Enum.Parse<ReliableInput>(input)));

    [Fact]
    public void Reliable_responses_are_acknowledged_in_their_order_and_once()
    {
        var order = new PrackOrder();
        var taken = new List<uint>();
        foreach (var rseq in new uint[] { 7, 7, 9, 8, 8, 9, 6 })
        {
            (order, var acknowledge) = order.Step(rseq);
            if (acknowledge)
            {
                taken.Add(rseq);
            }
        }

        Assert.Equal([7u, 8u, 9u], taken);
        Assert.False(new PrackOrder(uint.MaxValue).Step(0).Acknowledge);
    }
}
