namespace Voxie.Pipeline.Providers.Local;

/// <summary>Sums over the last ten seconds, in slots of one second. Thread-safe.</summary>
internal sealed class SpeechLoadWindow(TimeProvider time)
{
    public const int Seconds = 10;

    private readonly Lock _lock = new();
    private readonly long _begin = time.GetTimestamp();
    private readonly Slot[] _slots = new Slot[Seconds];

    public void Add(TimeSpan waited, TimeSpan busy)
    {
        var second = Second();
        lock (_lock)
        {
            ref var slot = ref _slots[second % Seconds];
            // The place still holds the sums of ten or more seconds ago.
            if (slot.Second != second) slot = new Slot { Second = second };
            slot.Finished++;
            slot.Busy += busy.TotalSeconds;
            slot.BusySquared += busy.TotalSeconds * busy.TotalSeconds;
            slot.Waited += waited.TotalSeconds;
            if (waited > slot.LongestWait) slot.LongestWait = waited;
        }
    }

    public SpeechLoad Read(int threads, int waiting)
    {
        var oldest = Second() - Seconds + 1;
        var sum = new Slot();
        lock (_lock)
        {
            foreach (var slot in _slots)
            {
                if (slot.Second < oldest) continue;
                sum.Finished += slot.Finished;
                sum.Busy += slot.Busy;
                sum.BusySquared += slot.BusySquared;
                sum.Waited += slot.Waited;
                if (slot.LongestWait > sum.LongestWait) sum.LongestWait = slot.LongestWait;
            }
        }
        return new SpeechLoad
        {
            Threads = threads,
            Window = TimeSpan.FromSeconds(Seconds),
            Finished = sum.Finished,
            BusySeconds = sum.Busy,
            BusySquared = sum.BusySquared,
            WaitSeconds = sum.Waited,
            LongestWait = sum.LongestWait,
            Waiting = waiting,
        };
    }

    private long Second() => (long)time.GetElapsedTime(_begin).TotalSeconds;

    private struct Slot
    {
        public long Second;
        public int Finished;
        public double Busy;
        public double BusySquared;
        public double Waited;
        public TimeSpan LongestWait;
    }
}
