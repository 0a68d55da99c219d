using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

/// <summary>The four machines of RFC 3261 17, each byte of the input being an event: whatever the order, they keep their rules.</summary>
internal sealed class TransactionProgramTarget : FuzzTarget
{
    private const TransactionActions Ends = TransactionActions.Terminate;
    private const TransactionActions ServerSends = TransactionActions.Send | TransactionActions.Resend | TransactionActions.SendTrying;

    public override string Name => "Transaction machines";

    public override double LeastOfBoth => 0;

    // The assertions of the programs, not the machines.
    public override int FreeBytes => 256 * 1024;

    public override byte[] Make(int number)
    {
        var random = new Random(number);
        var program = new byte[random.Next(1, 60)];
        random.NextBytes(program);
        return program;
    }

    public override bool Read(byte[] input)
    {
        Server(input, InviteServerMachine.Step);
        Server(input, NonInviteServerMachine.Step);
        Client(input, InviteClientMachine.Step);
        Client(input, NonInviteClientMachine.Step);
        return true;
    }

    private static void Server(byte[] program, Func<ServerState, ServerInput, (ServerState, TransactionActions)> step)
    {
        var (state, finals) = (ServerState.Trying, 0);
        foreach (var input in program)
        {
            var (next, actions) = step(state, (ServerInput)(input % 11)); // one more than there are
            IsSound(next, state, actions, ServerState.Terminated);
            if (actions.HasFlag(TransactionActions.Send) && (ServerInput)(input % 11) is ServerInput.Failure or ServerInput.Success && state != ServerState.Accepted)
            {
                finals++;
            }

            Assert.True((actions & ServerSends) is 0 or TransactionActions.Send or TransactionActions.Resend or TransactionActions.SendTrying);
            Assert.False(actions.HasFlag(TransactionActions.SendTrying) && state != ServerState.Trying);
            state = next;
        }

        Assert.InRange(finals, 0, 1); // 17.2: one final response, but for the copies of a 2xx
    }

    private static void Client(byte[] program, Func<ClientState, ClientInput, (ClientState, TransactionActions)> step)
    {
        var (state, told) = (ClientState.Trying, 0);
        foreach (var input in program)
        {
            var (next, actions) = step(state, (ClientInput)(input % 8));
            IsSound(next, state, actions, ClientState.Terminated);
            if (actions.HasFlag(TransactionActions.TellTimeout))
            {
                told++;
            }

            Assert.False(actions.HasFlag(TransactionActions.Resend) && state is ClientState.Completed or ClientState.Accepted);
            state = next;
        }

        Assert.InRange(told, 0, 1);
    }

    private static void IsSound<T>(T next, T last, TransactionActions actions, T terminated)
        where T : struct, Enum
    {
        Assert.True(Enum.IsDefined(next));
        var isOver = EqualityComparer<T>.Default.Equals(last, terminated);
        Assert.True(!isOver || (EqualityComparer<T>.Default.Equals(next, terminated) && actions == TransactionActions.None), "after the end nothing happens");
        Assert.Equal(!isOver && EqualityComparer<T>.Default.Equals(next, terminated), actions.HasFlag(Ends));
    }
}
