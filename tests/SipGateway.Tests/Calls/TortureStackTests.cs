using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Tests.Corpora;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>What the whole stack does with every message of the corpora.</summary>
public sealed class TortureStackTests
{
    public static TheoryData<string> Files => [.. TortureCorpus.All.Select(message => message.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_message_has_its_answer_and_leaves_nothing_behind(string file)
    {
        var rig = new SipRig();
        rig.Intake.Extensions = null;
        rig.Intake.OnBegin = leg => _ = leg.RingAsync(default).AsTask();
        rig.Peer.TrySend(TortureCorpus.Get(file).Bytes, new SipFlow(rig.Peer, SipRig.OurAddress), out _);
        rig.Run(250);

        var answers = rig.Network.Sent.Where(d => d.From.Equals(SipRig.OurAddress)).ToArray();
        int? status = answers.Length == 0 ? null : int.Parse(answers[0].StartLine.Split(' ')[1]);
        Assert.Equal(TortureExpectations.Status[file], status);
        Assert.All(answers, answer => Assert.Equal(SipRig.PeerAddress.Address, answer.To.Address));

        foreach (var leg in rig.Intake.Legs)
        {
            _ = leg.HangUpAsync(CallEndReason.OperatorHangup).AsTask();
        }

        rig.Run(60_000);
        var left = rig.Stack.Counts();
        Assert.Equal((0, 0, 0, 0), (left.ServerTransactions, left.ClientTransactions, left.Dialogs, left.Legs));
        Assert.Empty(rig.Media.Open);
    }
}
