using Microsoft.Extensions.Logging;

namespace Voxie.SipGateway.Media;

/// <summary>
/// The heartbeat that makes every leg send on time (law 3a): one thread, absolute 5 ms deadlines, legs spread over four phases. At each
/// phase it drains the sockets without waiting, then sends for the legs of that phase, then wakes the listening thread once.
/// It parks while there are no legs.
/// </summary>
internal sealed partial class PlayoutClock : IDisposable
{
    private readonly ListenThread _listening;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WakeSignal _wake = new();
    private readonly EpollSet _sockets = new();
    private readonly PhaseSchedule _schedule = new();
    private readonly LatenessHistogram _lateness = new();
    private readonly MediaCommands _commands;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Clock thread only. A tag is a slot times two, plus one for the control socket.
    private readonly Dictionary<IClockedLeg, Seat> _seats = [];
    private readonly List<Seat?> _slots = [];
    private readonly List<Seat>[] _phases = [[], [], [], []];
    private readonly List<Seat> _faulted = [];
    private readonly List<Seat> _offBeat = [];
    private int _phase;

    private long _resets;
    private int _legs;
    private volatile bool _stop;
    private Thread? _thread;

    public PlayoutClock(ListenThread listening, TimeProvider time, ILogger logger)
    {
        (_listening, _time, _logger) = (listening, time, logger);
        _commands = new MediaCommands(_wake, AfterStop);
    }

    public LatenessHistogram Lateness => _lateness;
    public long Resets => Volatile.Read(ref _resets);
    public int Legs => Volatile.Read(ref _legs);
    public bool Realtime { get; private set; }

    public void Start(string name, int realtimePriority)
    {
        _thread = new Thread(() => Run(realtimePriority)) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Any thread. The leg is heard and sends from the next phase on.</summary>
    public void Add(IClockedLeg leg) => _commands.Post(new MediaCommand(leg, null));

    /// <summary>Any thread. Completes when neither the clock nor the listening thread will touch the leg again.</summary>
    public Task RemoveAsync(IClockedLeg leg)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _commands.Post(new MediaCommand(leg, gone));
        return gone.Task;
    }

    /// <summary>Ends the thread; completes when it has ended.</summary>
    public Task StopAsync()
    {
        _stop = true;
        if (_thread is null) End();
        _wake.Set();
        return _ended.Task;
    }

    /// <summary>Legs come and go. The clock thread, or whoever stands in for one that was never started.</summary>
    internal void ApplyCommands()
    {
        while (_commands.TryTake(out var command))
        {
            if (command.Adds)
            {
                if (!TrySit(command.Leg)) continue;
            }
            else if (_seats.TryGetValue(command.Leg, out var seat)) Stand(seat);
            _listening.Post(command);
        }
        foreach (var seat in _faulted) Stand(seat);
        _faulted.Clear();
    }

    /// <summary>One phase: commands, receive, send. The clock thread, or a test in its place.</summary>
    internal void RunPhase(long now)
    {
        ApplyCommands();
        Drain(now);
        var due = _phases[_phase];
        for (var i = 0; i < due.Count; i++)
        {
            Guarded(due[i], Work.Send, now);
            if (due[i].IsOffBeat) _offBeat.Add(due[i]);
        }
        if (_offBeat.Count > 0) Reseat();
        _phase = (_phase + 1) % PhaseSchedule.PhasesPerFrame;
    }

    public void Dispose()
    {
        _sockets.Dispose();
        _wake.Dispose();
    }

    private void Run(int realtimePriority)
    {
        Realtime = MediaPriority.TryRealtime(realtimePriority);
        LogStarted(Thread.CurrentThread.Name, Realtime);
        _schedule.Begin(_time.GetTimestamp());
        while (!_stop)
        {
            if (_seats.Count == 0 && _commands.IsEmpty)
            {
                _wake.Wait();
                _schedule.Begin(_time.GetTimestamp());
                ApplyCommands();
                continue;
            }
            SleepUntil(_schedule.Deadline);
            var now = _time.GetTimestamp();
            if (now >= _schedule.Deadline) _lateness.Record(now - _schedule.Deadline);
            var due = _schedule.Take(now);
            Volatile.Write(ref _resets, _schedule.Resets);
            for (; due > 0; due--) RunPhase(now);
            _listening.Wake();
        }
        End();
    }

    private void End()
    {
        _commands.Stop();
        _ended.TrySetResult();
    }

    private void Drain(long now)
    {
        // One datagram per event: asking the kernel again which sockets are still ready is one call for all, and a flooded socket
        // gets no more turns than the others. The bound (over 6,000 packets a second for one socket) leaves the rest of a flood to the
        // next phase.
        var rounds = 32 + _seats.Count / 64;
        for (int ready; rounds > 0 && (ready = _sockets.Poll()) > 0; rounds--)
        {
            for (var i = 0; i < ready; i++)
            {
                var tag = _sockets.Tag(i);
                if (_slots[tag >> 1] is { } seat) Guarded(seat, (tag & 1) == 0 ? Work.Media : Work.Control, now);
            }
        }
    }

    private void Guarded(Seat seat, Work work, long now)
    {
        if (seat.Faulted) return;
        try
        {
            if (work == Work.Send) seat.Leg.Send(now);
            else if (work == Work.Media) seat.Leg.ReceiveMedia(now);
            else seat.Leg.ReceiveControl(now);
        }
        catch (Exception exception)
        {
            // One leg's bug must not silence the others.
            seat.Faulted = true;
            _faulted.Add(seat);
            LogLegFault(exception);
            seat.Leg.Fault(exception);
        }
    }

    private bool TrySit(IClockedLeg leg)
    {
        try
        {
            Sit(leg);
            return true;
        }
        catch (Exception exception)
        {
            LogLegFault(exception);
            if (_seats.TryGetValue(leg, out var seat)) Stand(seat);
            leg.Fault(exception);
            return false;
        }
    }

    private void Sit(IClockedLeg leg)
    {
        var slot = _slots.IndexOf(null);
        if (slot < 0)
        {
            slot = _slots.Count;
            _slots.Add(null);
        }
        var phase = 0;
        for (var i = 1; i < _phases.Length; i++)
            if (_phases[i].Count < _phases[phase].Count) phase = i;
        var seat = new Seat(leg, slot, phase);
        _seats.Add(leg, seat);
        _slots[slot] = seat;
        _phases[phase].Add(seat);
        if (leg.MediaFd >= 0) _sockets.Add(leg.MediaFd, slot * 2);
        if (leg.ControlFd >= 0) _sockets.Add(leg.ControlFd, slot * 2 + 1);
        Volatile.Write(ref _legs, _seats.Count);
    }

    /// <summary>Legs that want another beat get it: their packets have become shorter or longer.</summary>
    private void Reseat()
    {
        foreach (var seat in _offBeat)
        {
            if (!seat.IsOffBeat) continue;
            seat.IsFast = !seat.IsFast;
            if (seat.IsFast) _phases[Opposite(seat)].Add(seat);
            else _phases[Opposite(seat)].Remove(seat);
        }
        _offBeat.Clear();
    }

    private static int Opposite(Seat seat) => (seat.Phase + PhaseSchedule.PhasesPerFrame / 2) % PhaseSchedule.PhasesPerFrame;

    private void Stand(Seat seat)
    {
        if (!_seats.Remove(seat.Leg)) return;
        if (seat.Leg.MediaFd >= 0) _sockets.Remove(seat.Leg.MediaFd);
        if (seat.Leg.ControlFd >= 0) _sockets.Remove(seat.Leg.ControlFd);
        _slots[seat.Slot] = null;
        _phases[seat.Phase].Remove(seat);
        if (seat.IsFast) _phases[Opposite(seat)].Remove(seat);
        Volatile.Write(ref _legs, _seats.Count);
    }

    /// <summary>The thread is gone: nobody ticks the leg, only the listening thread may still hold it.</summary>
    private void AfterStop(MediaCommand command)
    {
        if (!command.Adds) _listening.Post(command);
    }

    private static unsafe void SleepUntil(long deadlineNs)
    {
        var until = new Libc.TimeSpec { Seconds = (nint)(deadlineNs / 1_000_000_000), Nanoseconds = (nint)(deadlineNs % 1_000_000_000) };
        while (Libc.ClockNanosleep(Libc.ClockMonotonic, Libc.TimerAbsolute, &until, null) == Libc.Interrupted)
        {
        }
    }

    private enum Work { Send, Media, Control }

    private sealed class Seat(IClockedLeg leg, int slot, int phase)
    {
        public IClockedLeg Leg { get; } = leg;
        public int Slot { get; } = slot;
        public int Phase { get; } = phase;

        /// <summary>In the opposite phase, too: every 10 ms.</summary>
        public bool IsFast { get; set; }

        public bool Faulted { get; set; }
        public bool IsOffBeat => !Faulted && Leg.BeatMs < 20 != IsFast;
    }
}
