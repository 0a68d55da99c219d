using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Tests.Transport;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>Two stacks of ours call each other over a network that loses, doubles and reorders. Virtual time.</summary>
public sealed class LossyCallTests
{
    private readonly SipRig _callee = new();
    private readonly FakeIntake _callerIntake = new();
    private readonly FakeLegMediaSource _callerMedia = new();
    private readonly SipStack _caller;

    public LossyCallTests() => _caller = _callee.NewStack("127.0.0.9:5060", _callerIntake, _callerMedia);

    private ICallLeg Dial()
    {
        var leg = _caller.Outbound.Dial(new DialTarget("sip:echo@127.0.0.1:5060", "caller"));
        _callerIntake.Watch(leg);
        return leg;
    }

    private void AnswerCalls() => _callee.Intake.OnBegin = leg =>
    {
        _ = leg.RingAsync(default).AsTask();
        _ = leg.AnswerAsync(default).AsTask();
    };

    private void AssertNothingLeft()
    {
        _callee.AssertNothingLeft();
        Assert.Equal(new SipStackCounts(0, 0, 0, 0, 0), _caller.Counts());
        Assert.Empty(_callerMedia.Open);
    }

    /// <summary>Loses the first <paramref name="count"/> datagrams of a kind.</summary>
    private void LoseFirst(string kind, int count)
    {
        var left = count;
        _callee.Network.Lose(d => d.Kind == kind && left-- > 0);
    }

    [Theory]
    [InlineData("INVITE", 3)]
    [InlineData("180 INVITE", 1)]
    [InlineData("200 INVITE", 3)]
    [InlineData("ACK", 3)]
    [InlineData("BYE", 3)]
    [InlineData("200 BYE", 3)]
    public void A_call_survives_the_loss_of_any_message(string lost, int times)
    {
        AnswerCalls();
        LoseFirst(lost, times);
        var leg = Dial();
        _callee.Run(10_000);
        Assert.Contains("LegAnswered", _callerIntake.NamesOf(leg));
        Assert.Single(_callee.Intake.Legs);

        _ = leg.HangUpAsync(CallEndReason.AgentHangup).AsTask();
        _callee.Run(10_000);

        Assert.Equal(CallEndReason.AgentHangup, _callerIntake.EndOf(leg));
        Assert.Equal(CallEndReason.CallerHangup, _callee.Intake.EndOf(_callee.Leg));
        AssertNothingLeft();
    }

    [Fact]
    public void When_every_ack_is_lost_the_callee_hangs_up_after_64_T1()
    {
        AnswerCalls();
        _callee.Network.Lose(d => d.Kind == "ACK");
        var leg = Dial();
        _callee.Run(33_000);

        Assert.Equal(EndCode.NoAck, _callee.Intake.EndOf(_callee.Leg)?.Code);
        Assert.Equal(EndCode.CallerHangup, _callerIntake.EndOf(leg)?.Code);
        AssertNothingLeft();
    }

    [Fact]
    public void When_the_peer_dies_both_sides_come_to_an_end()
    {
        AnswerCalls();
        var leg = Dial();
        _callee.Run(100);
        _callee.Network.Lose(_ => true);
        _ = leg.HangUpAsync(CallEndReason.AgentHangup).AsTask();
        _ = _callee.Leg.HangUpAsync(CallEndReason.OperatorHangup).AsTask();
        _callee.Run(33_000);

        Assert.Equal(CallEndReason.AgentHangup, _callerIntake.EndOf(leg));
        Assert.Equal(CallEndReason.OperatorHangup, _callee.Intake.EndOf(_callee.Leg));
        AssertNothingLeft();
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(1.1)]
    [InlineData(1.5)]
    [InlineData(2.0)]
    public void However_cancel_and_answer_cross_both_sides_agree_that_the_call_is_over(double milliseconds)
    {
        ICallLeg? called = null;
        _callee.Intake.OnBegin = leg =>
        {
            called = leg;
            _ = leg.RingAsync(default).AsTask();
        };
        var leg = Dial();
        _callee.Run(10);
        _ = leg.HangUpAsync(CallEndReason.OperatorHangup).AsTask();
        _callee.Run(milliseconds);
        _ = called!.AnswerAsync(default).AsTask();
        _callee.Run(1000);

        Assert.Equal(CallEndReason.OperatorHangup, _callerIntake.EndOf(leg));
        Assert.NotNull(_callee.Intake.EndOf(called));
        AssertNothingLeft();
    }

    [Fact]
    public void The_answer_first_then_the_cancel()
    {
        AnswerCalls();
        // The 200 leaves before the CANCEL comes, and arrives after it was sent.
        _callee.Network.Fate = d => [d.Kind == "200 INVITE" ? TimeSpan.FromMilliseconds(50) : TimeSpan.FromMilliseconds(1)];
        var leg = Dial();
        _callee.Run(10);
        _ = leg.HangUpAsync(CallEndReason.OperatorHangup).AsTask();
        _callee.Run(2000);

        Assert.Equal(CallEndReason.OperatorHangup, _callerIntake.EndOf(leg));
        Assert.Equal(EndCode.CallerHangup, _callee.Intake.EndOf(_callee.Leg)?.Code);
        AssertNothingLeft();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_hundred_calls_over_a_network_that_loses_doubles_and_reorders_leave_nothing_behind(int seed)
    {
        var random = new Random(seed);
        _callee.Network.Fate = _ => random.Next(10) switch
        {
            < 2 => [],
            2 => [TimeSpan.FromMilliseconds(random.Next(1, 300)), TimeSpan.FromMilliseconds(random.Next(1, 300))],
            _ => [TimeSpan.FromMilliseconds(random.Next(1, 60))],
        };
        AnswerCalls();
        var legs = new List<ICallLeg>();
        for (var i = 0; i < 100; i++)
        {
            legs.Add(Dial());
            _callee.Run(random.Next(1, 200));
            if (random.Next(3) == 0)
            {
                _ = legs[random.Next(legs.Count)].HangUpAsync(CallEndReason.AgentHangup).AsTask();
            }
        }

        _callee.Run(40_000);
        foreach (var leg in legs)
        {
            _ = leg.HangUpAsync(CallEndReason.AgentHangup).AsTask();
        }

        _callee.Run(70_000);

        Assert.All(legs, leg => Assert.Single(_callerIntake.SignalsOf(leg).OfType<LegEnded>()));
        Assert.All(_callee.Intake.Legs, leg => Assert.Single(_callee.Intake.SignalsOf(leg).OfType<LegEnded>()));
        AssertNothingLeft();
    }
}
