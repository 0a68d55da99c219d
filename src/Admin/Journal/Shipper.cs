using System.Data.Common;
using System.Diagnostics.Metrics;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Journal;

/// <summary>
/// Moves the journal to the database, in order, in batches. A database that is away is tried again for ever: the journal
/// grows on disk, memory does not. A segment is deleted when it is closed and all of it is committed.
/// </summary>
internal sealed partial class Shipper
{
    private const int BatchLines = 200;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    private readonly string _folder;
    private readonly NodeIdentity _node;
    private readonly JournalWriter _writer;
    private readonly CallWriter _calls;
    private readonly TimeProvider _time;
    private readonly ILogger<Shipper> _log;
    private readonly Counter<long> _shipped;
    private readonly Counter<long> _refused;
    private (int Epoch, int Number, long Offset) _at;
    private TimeSpan _retry = FirstRetry;

    public Shipper(string folder, NodeIdentity node, JournalWriter writer, CallWriter calls, TimeProvider time, IMeterFactory meters, ILogger<Shipper> log)
    {
        (_folder, _node, _writer, _calls, _time, _log) = (folder, node, writer, calls, time, log);
        var meter = meters.Create("Voxie.Journal");
        _shipped = meter.CreateCounter<long>("voxie.journal.shipped", "{line}", "Journal lines committed to the database");
        _refused = meter.CreateCounter<long>("voxie.journal.refused", "{line}", "Journal lines that the database can never take, or that are damaged");
    }

    /// <summary>Ships what comes until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            do
            {
                while (!await TryShipAsync(cancellation))
                {
                    await Task.Delay(_retry, _time, cancellation);
                    _retry = _retry * 2 < LongestRetry ? _retry * 2 : LongestRetry;
                }
            }
            while (await WaitAsync(cancellation));
        }
        catch (OperationCanceledException)
        {
            // The node stops; what is left is shipped at the next start.
        }
    }

    /// <summary>Ships everything that stands in the journal now.</summary>
    /// <returns>False: the database is away; nothing is lost, try again later.</returns>
    public async Task<bool> TryShipAsync(CancellationToken cancellation)
    {
        try
        {
            // Taken before the segments are listed: what is appended meanwhile waits for the next pass.
            var writing = _writer.Position;
            foreach (var segment in JournalSegment.List(_folder))
            {
                var current = segment.Epoch == _node.Epoch && segment.Number == writing.Segment;
                if (segment.Epoch == _node.Epoch && segment.Number > writing.Segment)
                {
                    break;
                }
                await ShipAsync(segment, current ? writing.Length : null, cancellation);
                if (!current)
                {
                    File.Delete(segment.Path);
                }
            }
            if (_retry > FirstRetry)
            {
                Back(_log);
            }
            _retry = FirstRetry;
            return true;
        }
        catch (Exception error) when (error is DbException or IOException)
        {
            Away(_log, error.Message, _retry);
            return false;
        }
    }

    private async Task ShipAsync(JournalSegment segment, long? limit, CancellationToken cancellation)
    {
        if ((_at.Epoch, _at.Number) != (segment.Epoch, segment.Number))
        {
            _at = (segment.Epoch, segment.Number, 0);
        }
        while (JournalReader.Read(segment, _at.Offset, limit, BatchLines) is { } batch)
        {
            if (batch.Damaged > 0)
            {
                _refused.Add(batch.Damaged);
                Damaged(_log, batch.Damaged, segment.Path);
            }
            await ApplyAsync(batch.Lines, cancellation);
            _at.Offset = batch.Next;
        }
    }

    private async Task ApplyAsync(IReadOnlyList<JournalLine> lines, CancellationToken cancellation)
    {
        try
        {
            await _calls.ApplyAsync(_node.Id, lines, cancellation);
            _shipped.Add(lines.Count);
        }
        catch (Exception error) when (IsRefusal(error))
        {
            if (lines.Count > 1)
            {
                // Find the one that does not fit, so that it holds up no other.
                foreach (var line in lines)
                {
                    await ApplyAsync([line], cancellation);
                }
                return;
            }
            _refused.Add(1);
            Refused(_log, lines[0].Number, lines[0].CallId, error.Message);
        }
    }

    // A broken constraint stays broken, and so does a line of another shape than ours; all else (busy, full, unreachable) may pass.
    private static bool IsRefusal(Exception error) =>
        error is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 or 20 } or not (DbException or IOException or OperationCanceledException);

    private async Task<bool> WaitAsync(CancellationToken cancellation)
    {
        if (!await _writer.Appended.WaitToReadAsync(cancellation))
        {
            return false;
        }
        _writer.Appended.TryRead(out _);
        // A moment's lines go in one transaction: each costs the database an fsync.
        await Task.Delay(Gather, _time, cancellation);
        return true;
    }
}
