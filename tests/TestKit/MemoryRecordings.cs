using Voxie.Pipeline.Recording;

namespace Voxie.TestKit;

/// <summary>Keeps recordings in memory, as a writer that looks four times a second.</summary>
public sealed class MemoryRecordings : IRecordings, IDisposable
{
    private readonly List<RecordingSpool> _spools = [];
    private readonly ITimer _timer;

    public MemoryRecordings(TimeProvider time) =>
        _timer = time.CreateTimer(static self => ((MemoryRecordings)self!).Take(), this, TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(250));

    public IReadOnlyList<RecordingOrder> Orders => [.. _spools.Select(spool => spool.Order)];

    /// <summary>The disk does not answer.</summary>
    public bool Stalls { get; set; }

    /// <summary>Every sample of the last recording, left and right.</summary>
    public List<(short Caller, short Agent)> Samples { get; } = [];

    public RecordingSpool Open(RecordingOrder order)
    {
        _spools.Add(new RecordingSpool(order, Take));
        return _spools[^1];
    }

    public void Dispose() => _timer.Dispose();

    private void Take()
    {
        foreach (var spool in _spools)
        {
            var isLast = spool.IsComplete;
            while (!Stalls && spool.TryTake(out var block))
            {
                for (var i = 0; i < block.Samples.Length; i += 2) Samples.Add((block.Samples[i], block.Samples[i + 1]));
                spool.GiveBack(block);
            }
            if (isLast) spool.Close();
        }
    }
}
