using System.Collections.Immutable;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Agents.Flows;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Knowledge;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Tests.Agents.Flows;

public sealed class TransferChoiceTests
{
    private static readonly TransferEntry[] Entries =
        [new("the front desk", "200"), new("billing", "201"), new("Doctor Patel", "202") { Say = "Doctor Patel it is." }];

    private static FlowMachine Machine(params TransferEntry[] entries) => new(
        ReceptionFlow.Definition, new KnowledgeBase([new KnowledgeEntry("Opening hours", "We open at nine.")], "A practice."),
        ImmutableDictionary<string, string>.Empty.Add("transfers", SelfDescription.Transfers(new AgentProfile { Id = "a", Name = "A", Transfers = entries })), 2, entries);

    private static string Said(IReadOnlyList<ReplyPart> parts) => string.Join(' ', parts.OfType<SayPart>().Select(part => part.Text));

    private static string? ConnectedWith(IReadOnlyList<ReplyPart> parts) => parts.OfType<TransferPart>().SingleOrDefault()?.Entry.Name;

    [Theory]
    [InlineData("Can I speak to a real person, please?", "the front desk")]
    [InlineData("Operator.", "the front desk")]
    [InlineData("Please connect me to billing.", "billing")]
    [InlineData("I'd like to talk to someone in the billing department.", "billing")]
    [InlineData("Put me through to the front desk.", "the front desk")]
    [InlineData("Could I speak with Dr. Patel?", "Doctor Patel")]
    [InlineData("Can I speak to a plumber?", null)]
    public void The_callers_words_choose_the_entry(string said, string? expected)
    {
        var machine = Machine(Entries);
        var (_, parts) = machine.Hear(machine.Begin, new CallerTurn(said));

        Assert.Equal(expected, ConnectedWith(parts));
    }

    [Fact]
    public void With_one_entry_everybody_means_it()
    {
        var machine = Machine(Entries[0]);
        var (_, parts) = machine.Hear(machine.Begin, new CallerTurn("Can I speak to a plumber?"));

        Assert.Equal("the front desk", ConnectedWith(parts));
        Assert.Equal("I'll connect you with the front desk now. One moment, please.", Said(parts));
    }

    [Fact]
    public void Who_wants_somebody_else_is_asked_and_understood()
    {
        var machine = Machine(Entries);
        var (state, parts) = machine.Hear(machine.Begin, new CallerTurn("Can I speak to a plumber?"));
        Assert.Equal("I can connect you with the front desk, billing or Doctor Patel. Who would you like to speak to?", Said(parts));

        (_, parts) = machine.Hear(state, new CallerTurn("Doctor Patel, please."));
        Assert.Equal("Doctor Patel it is.", Said(parts));
        Assert.Equal("Doctor Patel", ConnectedWith(parts));

        (_, parts) = machine.Hear(state, new CallerTurn("When do you open?"));
        Assert.Equal("We open at nine.", Said(parts));
    }

    [Fact]
    public void A_transfer_that_fails_goes_on_with_the_offer_to_take_a_message()
    {
        var machine = Machine(Entries);
        var (state, _) = machine.Hear(machine.Begin, new CallerTurn("Connect me to billing."));
        (state, var parts) = machine.TransferFailed(state, TransferWords.Said(new TransferReport(TransferResult.Failed, TransferWay.Refer, 486)));
        Assert.StartsWith("I'm sorry, the line there is busy. Would you like to leave a message", Said(parts), StringComparison.Ordinal);

        (_, parts) = machine.Hear(state, new CallerTurn("Yes."));
        Assert.Equal("What is your message?", Said(parts));
    }

    [Fact]
    public void Without_entries_nobody_is_promised()
    {
        var machine = Machine();
        var (_, parts) = machine.Hear(machine.Begin, new CallerTurn("Can I speak to a person?"));

        Assert.Null(ConnectedWith(parts));
        Assert.StartsWith("I can't connect you to a person right now", Said(parts), StringComparison.Ordinal);
    }
}
