using Voxie.SipGateway.Registrations;
using static Voxie.SipGateway.Registrations.RegistrationDeed;
using static Voxie.SipGateway.Registrations.RegistrationPhase;

namespace Voxie.SipGateway.Tests.Registrations;

/// <summary>The machine as a table: what it does on what, and how long it waits.</summary>
public sealed class RegistrationMachineTests
{
    private static readonly RegistrationState Fresh = new(TimeSpan.FromSeconds(600));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static (RegistrationState State, string Deeds) Run(RegistrationState state, double lot, params RegistrationInput[] inputs)
    {
        var deeds = new List<string>();
        foreach (var input in inputs)
        {
            (state, var actions) = RegistrationMachine.Step(state, input, lot);
            deeds.AddRange(actions.Select(action => action.Deed is Wait or WatchExpiry ? $"{action.Deed} {action.After.TotalSeconds:0.#}" : action.Deed.ToString()));
        }

        return (state, string.Join(", ", deeds));
    }

    private static readonly RegistrationInput Start = new RegistrationInput.Start(), Due = new RegistrationInput.Due(), Stop = new RegistrationInput.Stop(),
        Expired = new RegistrationInput.Expired(), Refused = new RegistrationInput.Refused(), Failed = new RegistrationInput.Failed(TimeSpan.Zero);

    private static RegistrationInput Found(int targets) => new RegistrationInput.Resolved(targets);

    private static RegistrationInput Granted(double seconds) => new RegistrationInput.Granted(Seconds(seconds));

    private static RegistrationInput TooBrief(double seconds) => new RegistrationInput.TooBrief(Seconds(seconds));

    [Fact]
    public void It_registers_and_refreshes_at_half_of_the_grant()
    {
        var (state, deeds) = Run(Fresh, 0, Start, Found(1), Granted(600), Due, Granted(60));
        Assert.Equal("Resolve, Register, Wait 300, WatchExpiry 600, Register, Wait 30, WatchExpiry 60", deeds);
        Assert.True(state is { Phase: Idle, IsRegistered: true, Failures: 0 });
    }

    [Theory]
    [InlineData(0.0, 600, 300)]
    [InlineData(0.99, 600, 270.3)]
    [InlineData(0.5, 60, 28.5)]
    [InlineData(0.5, 4, 5)] // no registrar is asked more often
    public void Refreshes_are_spread_and_never_later_than_half(double lot, double granted, double wait) =>
        Assert.EndsWith($"Wait {wait:0.#}, WatchExpiry {granted}", Run(Fresh, lot, Start, Found(1), Granted(granted)).Deeds, StringComparison.Ordinal);

    [Fact]
    public void A_longer_interval_is_given_when_the_registrar_asks_for_it()
    {
        var (state, deeds) = Run(Fresh, 0, Start, Found(1), TooBrief(1800), Granted(1800));
        Assert.Equal("Resolve, Register, Register, Wait 900, WatchExpiry 1800", deeds);
        Assert.Equal(Seconds(1800), state.Asked);
    }

    [Theory]
    [InlineData(0)] // none given
    [InlineData(600)] // what we asked for
    [InlineData(1_000_000)] // more than a day
    public void An_interval_that_makes_no_sense_is_a_refusal(double least) =>
        Assert.True(Run(Fresh, 0, Start, Found(1), TooBrief(least)).State is { Phase: Waiting, IsRefused: true });

    [Fact]
    public void Ever_longer_intervals_are_not_followed() =>
        Assert.True(Run(Fresh, 0, Start, Found(1), TooBrief(700), TooBrief(800), TooBrief(900)).State is { Phase: Waiting, IsRefused: true });

    [Fact]
    public void The_next_address_is_tried_at_once_and_a_pause_made_after_the_last()
    {
        var (state, deeds) = Run(Fresh, 1, Start, Found(3), Failed, Failed, Failed);
        Assert.Equal("Resolve, Register, Register, Register, Wait 4", deeds);
        Assert.Equal((Waiting, 2, 1), (state.Phase, state.Target, state.Failures));
    }

    [Fact]
    public void Pauses_double_up_to_five_minutes_and_are_spread_by_half()
    {
        var state = Run(Fresh, 0, Start).State;
        var longest = new List<double>();
        for (var round = 0; round < 9; round++)
        {
            (var shortest, var least) = Run(state, 0, Found(0));
            (state, var most) = Run(state, 1, Found(0));
            longest.Add(double.Parse(most[5..], System.Globalization.CultureInfo.CurrentCulture));
            Assert.Equal(longest[^1] / 2, double.Parse(least[5..], System.Globalization.CultureInfo.CurrentCulture), 1);
            Assert.Equal(state, shortest);
            state = Run(state, 0, Due).State;
        }

        Assert.Equal([4, 8, 16, 32, 64, 128, 256, 300, 300], longest);
    }

    [Theory]
    [InlineData(20, "Wait 20")]
    [InlineData(1, "Wait 4")]
    [InlineData(86400, "Wait 300")]
    public void Retry_after_is_followed_within_bounds(double retryAfter, string expected) => Assert.EndsWith(
        expected, Run(Fresh, 1, Start, Found(1), new RegistrationInput.Failed(Seconds(retryAfter))).Deeds, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 900)]
    [InlineData(0.5, 1350)]
    public void After_a_refusal_the_pause_is_long(double lot, double wait)
    {
        var (state, deeds) = Run(Fresh, lot, Start, Found(2), Refused);
        Assert.EndsWith($"StopTimers, Wait {wait}", deeds, StringComparison.Ordinal);
        Assert.True(state is { IsRefused: true, IsRegistered: false });
        Assert.False(Run(state, 0, Due, Found(1), Granted(60)).State.IsRefused);
    }

    [Fact]
    public void A_refresh_that_fails_looks_the_addresses_up_again_and_the_registration_stands_until_it_runs_out()
    {
        var (state, deeds) = Run(Fresh, 1, Start, Found(1), Granted(60), Due, Failed, Found(1), Failed);
        Assert.EndsWith("Register, Resolve, Register, Wait 4", deeds, StringComparison.Ordinal);
        Assert.True(state is { Phase: Waiting, IsRegistered: true });
        Assert.False(Run(state, 0, Expired).State.IsRegistered);
    }

    [Fact]
    public void Leave_is_taken_of_a_registrar_that_knows_us()
    {
        Assert.EndsWith("StopTimers, Leave, StopTimers, Done", Run(Fresh, 0, Start, Found(1), Granted(60), Stop, Granted(0)).Deeds, StringComparison.Ordinal);
        Assert.EndsWith("StopTimers, Leave, StopTimers, Done", Run(Fresh, 0, Start, Found(1), Stop, Failed).Deeds, StringComparison.Ordinal);
        Assert.EndsWith("Resolve, StopTimers, Done", Run(Fresh, 0, Start, Stop).Deeds, StringComparison.Ordinal);
        Assert.Equal("StopTimers, Done", Run(Fresh, 0, Stop, Stop, Due, Start).Deeds);
    }

    public static TheoryData<object, object> Misfits()
    {
        var data = new TheoryData<object, object>();
        foreach (var (phase, inputs) in new (RegistrationPhase, RegistrationInput[])[]
        {
            (Off, [Due, Found(1), Granted(1), Refused, Failed]), (Resolving, [Start, Due, Granted(1), Failed]), (Registering, [Start, Due, Found(1)]),
            (Idle, [Start, Found(1), Granted(1), Refused, Failed]), (Waiting, [Start, Found(1), Granted(1), Refused, Failed]),
            (Leaving, [Start, Due, Found(1), Stop, Expired]), (Gone, [Start, Due, Found(1), Granted(1), Refused, Failed, Stop, Expired]),
        })
        {
            foreach (var input in inputs)
            {
                data.Add(phase, input);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public void What_does_not_fit_changes_nothing(object phase, object input)
    {
        var state = Fresh with { Phase = (RegistrationPhase)phase, Targets = 1, IsRegistered = true };
        var (next, actions) = RegistrationMachine.Step(state, (RegistrationInput)input, 0.5);
        Assert.Equal(state, next);
        Assert.Empty(actions);
    }
}
