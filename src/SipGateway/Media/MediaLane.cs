using Microsoft.Extensions.Logging;

namespace Voxie.SipGateway.Media;

/// <summary>One clock thread and the listening thread that belongs to it. A leg stays on its lane for life.</summary>
internal sealed class MediaLane : IAsyncDisposable
{
    private readonly ListenThread _listening;
    private readonly PlayoutClock _clock;
    private int _legs;
    private volatile bool _started;

    public MediaLane(ListenPass pass, TimeProvider time, ILogger logger)
    {
        _listening = new ListenThread(pass, time, logger);
        _clock = new PlayoutClock(_listening, time, logger);
    }

    /// <summary>Legs added and not yet removed.</summary>
    public int Legs => Volatile.Read(ref _legs);
    public long PassFaults => _listening.PassFaults;

    public void Start(int number, int realtimePriority)
    {
        _started = true;
        _listening.Start($"voxie-listen-{number}");
        _clock.Start($"voxie-clock-{number}", realtimePriority);
    }

    public void Add(IClockedLeg leg)
    {
        Interlocked.Increment(ref _legs);
        _clock.Add(leg);
    }

    /// <summary>Completes when no media thread will touch the leg again: only then may its sockets be closed.</summary>
    public async Task RemoveAsync(IClockedLeg leg)
    {
        var gone = _clock.RemoveAsync(leg);
        if (!_started)
        {
            _clock.ApplyCommands();
            _listening.ApplyCommands();
        }
        await gone;
        Interlocked.Decrement(ref _legs);
    }

    public ClockReport Report() => new(
        _clock.Realtime, _clock.Legs, _clock.Lateness.Count, _clock.Lateness.QuantileMs(0.5), _clock.Lateness.QuantileMs(0.99),
        _clock.Lateness.MaxMs, _clock.Resets);

    /// <summary>One phase on both threads' behalf, for tests: the lane must not have been started.</summary>
    internal void RunPhase(long now)
    {
        _clock.RunPhase(now);
        _listening.RunPass(now);
    }

    public async ValueTask DisposeAsync()
    {
        // The clock first: what it lets go of is passed on to the listening thread.
        await _clock.StopAsync();
        await _listening.StopAsync();
        _clock.Dispose();
        _listening.Dispose();
    }
}
