using System.Data.Common;
using Voxie.Pipeline.Recording;

namespace Voxie.Admin.Recordings;

/// <summary>
/// Writes all recordings of the node: one loop, which looks four times a second at what has come, so that no media thread ever wakes
/// anybody for a recording. A file is closed first, then gets its row, then its final name.
/// </summary>
internal sealed partial class RecordingWriter(RecordingFiles files, RecordingTable table, TimeProvider time, ILogger<RecordingWriter> log) : IRecordings
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly List<ActiveRecording> _active = [];
    private readonly List<ActiveRecording> _closed = [];
    private TaskCompletionSource _completed = NewSignal();
    private bool _isStopped;

    public RecordingSpool Open(RecordingOrder order)
    {
        var spool = new RecordingSpool(order, () => Volatile.Read(ref _completed).TrySetResult());
        lock (_lock)
        {
            if (!_isStopped)
            {
                _active.Add(new ActiveRecording(spool, files, time));
                return spool;
            }
        }
        spool.Stop("The node is stopping.");
        spool.Close();
        return spool;
    }

    /// <summary>Is this call being recorded, or not settled yet? Any thread.</summary>
    public bool IsWriting(Guid callId)
    {
        lock (_lock)
        {
            return _active.Exists(recording => recording.Spool.Order.CallId == callId);
        }
    }

    /// <summary>Writes until cancelled; then closes what is still open.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var completed = Volatile.Read(ref _completed);
            await Task.WhenAny(Task.Delay(Beat, time, cancellation), completed.Task);
            if (completed.Task.IsCompleted)
            {
                Volatile.Write(ref _completed, NewSignal());
            }
            await WriteAsync(cancellation);
        }
        lock (_lock)
        {
            _isStopped = true;
        }
        foreach (var recording in Snapshot())
        {
            if (!recording.Write())
            {
                recording.Spool.Stop("The node is stopping.");
                recording.Close();
            }
            _closed.Add(recording);
        }
        await SettleAsync(CancellationToken.None);
        foreach (var recording in Snapshot())
        {
            Leave(recording);
        }
    }

    /// <summary>One look at everything. The loop, or a test in its place.</summary>
    internal async Task WriteAsync(CancellationToken cancellation)
    {
        foreach (var recording in Snapshot())
        {
            if (!_closed.Contains(recording) && recording.Write())
            {
                _closed.Add(recording);
            }
        }
        if (_closed.Count > 0)
        {
            await SettleAsync(cancellation);
        }
    }

    private async Task SettleAsync(CancellationToken cancellation)
    {
        foreach (var recording in _closed.ToList())
        {
            try
            {
                if (recording.Row is { } row)
                {
                    await table.AddAsync(row, cancellation);
                    files.Settle(row.File);
                    Kept(log, row.CallId, row.Bytes, row.StopReason ?? "none");
                }
            }
            catch (Exception error) when (error is DbException or IOException or UnauthorizedAccessException)
            {
                // Again at the next look; and if there is none, the next start finds it by its name.
                if (!recording.IsComplained)
                {
                    NotSettled(log, recording.Spool.Order.CallId, error.Message);
                }
                recording.IsComplained = true;
                continue;
            }
            Leave(recording);
        }
    }

    private void Leave(ActiveRecording recording)
    {
        _closed.Remove(recording);
        lock (_lock)
        {
            _active.Remove(recording);
        }
        recording.Spool.Close();
    }

    private List<ActiveRecording> Snapshot()
    {
        lock (_lock)
        {
            return [.. _active];
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Information, Message = "Recording of call {CallId} kept: {Bytes} bytes; stopped early: {StopReason}")]
    private static partial void Kept(ILogger log, Guid callId, long bytes, string stopReason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recording of call {CallId} has no row yet: {Reason}")]
    private static partial void NotSettled(ILogger log, Guid callId, string reason);
}
