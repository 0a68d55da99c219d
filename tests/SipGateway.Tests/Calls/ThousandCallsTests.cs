using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Tests.Transport;
using Xunit.Abstractions;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>
/// A thousand calls between two stacks of ours over a network that loses a fifth of all messages, doubles a tenth and lets them overtake
/// each other. Virtual time: the run is the same each time.
/// </summary>
public sealed class ThousandCallsTests
{
    private const int Calls = 1000;

    private readonly ITestOutputHelper _output;
    private readonly Random _random = new(20);
    private readonly SipRig _callee = new();
    private readonly FakeIntake _callerIntake = new();
    private readonly FakeLegMediaSource _callerMedia = new();
    private readonly SipStack _caller;

    public ThousandCallsTests(ITestOutputHelper output)
    {
        _output = output;
        _caller = _callee.NewStack("127.0.0.9:5060", _callerIntake, _callerMedia);
        _callee.Network.Fate = Fate;
        _callee.Intake.OnBegin = Take;
    }

    private IEnumerable<TimeSpan> Fate(Datagram datagram) => _random.Next(10) switch
    {
        < 2 => [],
        2 => [Delay(), Delay()],
        _ => [Delay()],
    };

    private TimeSpan Delay() => TimeSpan.FromMilliseconds(_random.Next(1, 250));

    private void After(int milliseconds, Action action)
    {
        ITimer? timer = null;
        timer = _callee.Time.CreateTimer(_ =>
        {
            timer!.Dispose();
            action();
        }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Nine of ten are answered, sooner or later; some hang up by themselves.</summary>
    private void Take(ICallLeg leg)
    {
        _ = leg.RingAsync(default).AsTask();
        if (_random.Next(10) == 0)
        {
            After(_random.Next(100, 5000), () => _ = leg.HangUpAsync(new CallEndReason(EndCode.Rejected, EndSide.Agent)).AsTask());
            return;
        }

        After(_random.Next(1, 4000), () => _ = leg.AnswerAsync(default).AsTask());
        if (_random.Next(3) == 0)
        {
            After(_random.Next(4000, 30_000), () => _ = leg.HangUpAsync(CallEndReason.AgentHangup).AsTask());
        }
    }

    [Fact]
    public void All_of_them_end_with_a_reason_and_leave_nothing_behind()
    {
        var legs = new List<ICallLeg>();
        for (var i = 0; i < Calls; i++)
        {
            var leg = _caller.Outbound.Dial(new DialTarget("sip:echo@127.0.0.1:5060", "caller"));
            _callerIntake.Watch(leg);
            legs.Add(leg);
            // Some give up while it rings, the others talk for a while.
            After(_random.Next(_random.Next(5) == 0 ? 2000 : 60_000), () => _ = leg.HangUpAsync(CallEndReason.CallerHangup).AsTask());
            _callee.Run(_random.Next(1, 100));
        }

        var most = _caller.Counts().Legs;
        _callee.Run(200_000);

        Report(legs, most);
        var called = _callee.Intake.Legs.ToLookup(leg => leg.Info.Reference);
        Assert.All(legs, leg => Assert.NotNull(_callerIntake.EndOf(leg)));
        Assert.All(_callee.Intake.Legs, leg => Assert.NotNull(_callee.Intake.EndOf(leg)));
        Assert.All(legs.Where(WasAnswered), leg => Assert.Single(called[leg.Info.Reference]));
        Assert.InRange(legs.Count(WasAnswered), Calls * 7 / 10, Calls); // the others were given up or refused
        _callee.AssertNothingLeft();
        Assert.Equal(new SipStackCounts(0, 0, 0, 0, 0), _caller.Counts());
        Assert.Empty(_callerMedia.Open);
    }

    private bool WasAnswered(ICallLeg leg) => _callerIntake.SignalsOf(leg).OfType<LegAnswered>().Any();

    private void Report(List<ICallLeg> legs, int most)
    {
        var network = _callee.Network;
        _output.WriteLine($"{legs.Count} calls, {legs.Count(WasAnswered)} answered, {network.Sent.Count} messages, up to {most} at once");
        foreach (var end in legs.GroupBy(leg => $"{_callerIntake.EndOf(leg)?.Code} {_callerIntake.EndOf(leg)?.Side}"))
        {
            _output.WriteLine($"  caller: {end.Key}: {end.Count()}");
        }

        foreach (var end in _callee.Intake.Legs.GroupBy(leg => $"{_callee.Intake.EndOf(leg)?.Code} {_callee.Intake.EndOf(leg)?.Side}"))
        {
            _output.WriteLine($"  called: {end.Key}: {end.Count()}");
        }
    }
}
