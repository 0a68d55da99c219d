using static Voxie.SipGateway.Registrations.RegistrationPhase;

namespace Voxie.SipGateway.Registrations;

/// <summary>
/// Registering and staying so (RFC 3261 10.2): refresh at half of the grant, the next address when one fails, pauses that grow to a
/// bound, a long pause after a refusal. An input that does not fit the phase changes nothing.
/// </summary>
internal static class RegistrationMachine
{
    private const int MostRaises = 2;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ShortestRefresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestExpires = TimeSpan.FromDays(1);

    /// <param name="lot">From 0 to below 1: spreads the pauses, so that not all come back at once.</param>
    public static (RegistrationState State, IReadOnlyList<RegistrationAction> Actions) Step(RegistrationState state, RegistrationInput input, double lot) =>
        (state.Phase, input) switch
        {
            (Off, RegistrationInput.Start) => Resolve(state),
            (Waiting, RegistrationInput.Due) => Resolve(state),
            (Resolving, RegistrationInput.Resolved { Targets: 0 }) => Pause(state, TimeSpan.Zero, lot),
            (Resolving, RegistrationInput.Resolved found) =>
                Register(state with { Target = 0, Targets = found.Targets, IsRefresh = false, Raised = 0 }),
            (Idle, RegistrationInput.Due) => Register(state with { IsRefresh = true, Raised = 0 }),

            (Registering, RegistrationInput.Granted granted) => Granted(state, granted.Expires, lot),
            (Registering, RegistrationInput.TooBrief brief) when brief.AtLeast > state.Asked && brief.AtLeast <= LongestExpires && state.Raised < MostRaises =>
                Register(state with { Asked = brief.AtLeast, Raised = state.Raised + 1 }),
            (Registering, RegistrationInput.TooBrief or RegistrationInput.Refused) => Refused(state, lot),
            // A refresh that failed: the addresses may have changed since they were looked up.
            (Registering, RegistrationInput.Failed) when state.IsRefresh => Resolve(state),
            (Registering, RegistrationInput.Failed) when state.Target + 1 < state.Targets => Register(state with { Target = state.Target + 1, Raised = 0 }),
            (Registering, RegistrationInput.Failed failed) => Pause(state, failed.RetryAfter, lot),

            (not (Leaving or Gone), RegistrationInput.Expired) => (state with { IsRegistered = false }, []),
            (Registering, RegistrationInput.Stop) => Leave(state), // it may have arrived
            (not (Leaving or Gone), RegistrationInput.Stop) when state.IsRegistered => Leave(state),
            (not (Leaving or Gone), RegistrationInput.Stop) => Done(state),
            (Leaving, RegistrationInput.Granted or RegistrationInput.TooBrief or RegistrationInput.Refused or RegistrationInput.Failed) => Done(state),
            _ => (state, []),
        };

    private static (RegistrationState, IReadOnlyList<RegistrationAction>) Resolve(RegistrationState state) =>
        (state with { Phase = Resolving }, [new(RegistrationDeed.Resolve)]);

    private static (RegistrationState, IReadOnlyList<RegistrationAction>) Register(RegistrationState state) =>
        (state with { Phase = Registering }, [new(RegistrationDeed.Register)]);

    private static (RegistrationState, IReadOnlyList<RegistrationAction>) Granted(RegistrationState state, TimeSpan expires, double lot)
    {
        // Up to a tenth early, so that accounts registered together do not refresh together.
        var refresh = expires / 2 * (1 - (lot / 10));
        return (state with { Phase = Idle, IsRegistered = true, IsRefused = false, Failures = 0 },
        [
            new(RegistrationDeed.Wait, refresh < ShortestRefresh ? ShortestRefresh : refresh),
            new(RegistrationDeed.WatchExpiry, expires),
        ]);
    }

    private static (RegistrationState, IReadOnlyList<RegistrationAction>) Refused(RegistrationState state, double lot) =>
        (state with { Phase = Waiting, IsRegistered = false, IsRefused = true, Failures = state.Failures + 1 },
            [new(RegistrationDeed.StopTimers), new(RegistrationDeed.Wait, PauseAfterRefusal * (1 + lot))]);

    /// <summary>Doubles up to a bound; half of it at least, the rest by lot.</summary>
    private static (RegistrationState, IReadOnlyList<RegistrationAction>) Pause(RegistrationState state, TimeSpan retryAfter, double lot)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(state.Failures, 10));
        pause = (pause < LongestPause ? pause : LongestPause) * (0.5 + (lot / 2));
        pause = retryAfter > LongestPause ? LongestPause : retryAfter > pause ? retryAfter : pause;
        return (state with { Phase = Waiting, IsRefused = false, Failures = state.Failures + 1 }, [new(RegistrationDeed.Wait, pause)]);
    }

    private static (RegistrationState, IReadOnlyList<RegistrationAction>) Leave(RegistrationState state) =>
        (state with { Phase = Leaving, IsRegistered = false }, [new(RegistrationDeed.StopTimers), new(RegistrationDeed.Leave)]);

    private static (RegistrationState, IReadOnlyList<RegistrationAction>) Done(RegistrationState state) =>
        (state with { Phase = Gone, IsRegistered = false }, [new(RegistrationDeed.StopTimers), new(RegistrationDeed.Done)]);
}
