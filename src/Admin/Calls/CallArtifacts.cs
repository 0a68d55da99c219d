using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Voxie.Admin.Storage;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Calls;

/// <summary>
/// Keeps what lines leave behind: in files below the data folder, with a row each in the database. One loop writes, in batches and a
/// moment after the end of the line, so that its last messages are in. Until then, and while the database is away, it is read from memory.
/// </summary>
internal sealed partial class CallArtifacts : ICallArtifactSink
{
    private const int MaxWaiting = 5000;
    private const int Batch = 200;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly ArtifactFiles _files;
    private readonly ArtifactTable _table;
    private readonly TimeProvider _time;
    private readonly ILogger<CallArtifacts> _log;
    private readonly Counter<long> _lost;
    private readonly ConcurrentDictionary<Left, byte> _waiting = new();
    private readonly Channel<Left> _queue = Channel.CreateBounded<Left>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    public CallArtifacts(ArtifactFiles files, ArtifactTable table, TimeProvider time, IMeterFactory meters, ILogger<CallArtifacts> log)
    {
        (_files, _table, _time, _log) = (files, table, time, log);
        _lost = meters.Create("Voxie.Calls").CreateCounter<long>("voxie.calls.artifacts_lost", "{artifact}", "Artifacts of calls that could not be kept");
    }

    private sealed class Left(Guid callId, CallArtifact artifact, long at)
    {
        public Guid CallId => callId;
        public CallArtifact Artifact => artifact;
        public long At => at;
    }

    public void Keep(Guid callId, IReadOnlyList<CallArtifact> artifacts)
    {
        foreach (var artifact in artifacts)
        {
            var left = new Left(callId, artifact, _time.GetTimestamp());
            _waiting[left] = 0;
            if (!_queue.Writer.TryWrite(left))
            {
                _waiting.TryRemove(left, out _);
                Lose(left, "too many calls end at once");
            }
        }
    }

    /// <summary>Writes what comes until cancelled; then what is left, at once.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(cancellation))
            {
                await SettleAsync(cancellation);
                await WriteBatchAsync(cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            while (_queue.Reader.TryPeek(out _))
            {
                await WriteBatchAsync(cancellation);
            }
        }
    }

    /// <summary>Opens everything of one kind that a call of the workspace has left behind. The caller disposes the streams.</summary>
    /// <exception cref="DbException">The database cannot be read now.</exception>
    public async Task<IReadOnlyList<Stream>> OpenAsync(string workspace, Guid callId, string kind, CancellationToken cancellation)
    {
        // First what waits: what leaves it meanwhile has its row by then.
        var waiting = workspace == Database.DefaultWorkspace
            ? _waiting.Keys.Where(left => left.CallId == callId && left.Artifact.Kind == kind).ToList()
            : [];
        if (waiting.Count > 0)
        {
            return [.. waiting.OrderBy(left => left.At).Select(left => left.Artifact.Open())];
        }

        var streams = new List<Stream>();
        foreach (var (file, position, bytes) in await _table.FindAsync(workspace, callId, kind, cancellation))
        {
            if (_files.TryRead(file, position, (int)bytes) is { } content)
            {
                streams.Add(new MemoryStream(content, writable: false));
            }
        }
        return streams;
    }

    private async Task SettleAsync(CancellationToken cancellation)
    {
        if (_queue.Reader.TryPeek(out var first) && Settle - _time.GetElapsedTime(first.At) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, _time, cancellation);
        }
    }

    private async Task WriteBatchAsync(CancellationToken cancellation)
    {
        var batch = new List<Left>();
        while (batch.Count < Batch && _queue.Reader.TryPeek(out var next)
            && (cancellation.IsCancellationRequested || _time.GetElapsedTime(next.At) >= Settle) && _queue.Reader.TryRead(out next))
        {
            batch.Add(next);
        }
        var rows = batch.Select(TryWrite).OfType<KeptArtifact>().ToList();
        TryFlush();
        await AddRowsAsync(rows, cancellation);
        foreach (var left in batch)
        {
            _waiting.TryRemove(left, out _);
        }
    }

    private async Task AddRowsAsync(List<KeptArtifact> rows, CancellationToken cancellation)
    {
        while (rows.Count > 0)
        {
            try
            {
                await _table.AddAsync(rows, CancellationToken.None);
                return;
            }
            catch (DbException error)
            {
                Refused(_log, rows.Count, error.Message);
            }
            if (cancellation.IsCancellationRequested)
            {
                _lost.Add(rows.Count);
                return;
            }
            await Task.Delay(Retry, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private KeptArtifact? TryWrite(Left left)
    {
        try
        {
            using var content = left.Artifact.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            var at = _time.GetUtcNow();
            var (file, position) = _files.Append(at, copy.GetBuffer().AsSpan(0, (int)copy.Length));
            return new KeptArtifact(
                Database.DefaultWorkspace, left.CallId, file, position, copy.Length, left.Artifact.Kind, left.Artifact.MediaType, at.ToUnixTimeMilliseconds());
        }
        catch (Exception error)
        {
            // A full disk, or a fault in what one line gave: the others are kept all the same.
            Lose(left, error.Message);
            return null;
        }
    }

    private void TryFlush()
    {
        try
        {
            _files.Flush();
        }
        catch (IOException)
        {
            // A disk that cannot sync fails the next write too, where it is counted.
        }
    }

    private void Lose(Left left, string reason)
    {
        _lost.Add(1);
        NotKept(_log, left.CallId, left.Artifact.Kind, reason);
    }
}
