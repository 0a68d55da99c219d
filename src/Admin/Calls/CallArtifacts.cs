using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Threading.Channels;
using Voxie.Admin.Journal;
using Voxie.Admin.Storage;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Calls;

/// <summary>
/// Keeps what lines leave behind: a file each below the data folder, a row each in the database. One loop writes, in batches and a
/// moment after the end of the line, so that its last messages are in. Until then, and while the database is away, it is read from memory.
/// </summary>
internal sealed partial class CallArtifacts : ICallArtifactSink
{
    private const int MaxWaiting = 5000;
    private const int Batch = 200;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly string _folder;
    private readonly ArtifactTable _table;
    private readonly TimeProvider _time;
    private readonly ILogger<CallArtifacts> _log;
    private readonly Counter<long> _lost;
    private readonly ConcurrentDictionary<Left, byte> _waiting = new();
    private readonly Channel<Left> _queue = Channel.CreateBounded<Left>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    /// <param name="folder">Of the files; made when the first one is written.</param>
    public CallArtifacts(string folder, ArtifactTable table, TimeProvider time, IMeterFactory meters, ILogger<CallArtifacts> log)
    {
        (_folder, _table, _time, _log) = (folder, table, time, log);
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
        foreach (var file in await _table.FilesAsync(workspace, callId, kind, cancellation))
        {
            var path = Path.Combine(_folder, file);
            if (File.Exists(path))
            {
                streams.Add(File.OpenRead(path));
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
            var at = _time.GetUtcNow();
            var day = at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            Durable.CreateFolder(Path.Combine(_folder, day));
            var file = NewName(day, left);
            using var stream = new FileStream(Path.Combine(_folder, file), Durable.OwnFile(FileMode.CreateNew));
            content.CopyTo(stream);
            return new KeptArtifact(Database.DefaultWorkspace, left.CallId, file, left.Artifact.Kind, left.Artifact.MediaType, stream.Length, at.ToUnixTimeMilliseconds());
        }
        catch (Exception error)
        {
            // A full disk, or a fault in what one line gave: the others are kept all the same.
            Lose(left, error.Message);
            return null;
        }
    }

    /// <summary>A call of several lines has several files of a kind.</summary>
    private string NewName(string day, Left left)
    {
        var extension = left.Artifact.MediaType == "application/json" ? "json" : "bin";
        for (var number = 1; ; number++)
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"{day}/{left.CallId}.{left.Artifact.Kind}.{number}.{extension}");
            if (!File.Exists(Path.Combine(_folder, file)))
            {
                return file;
            }
        }
    }

    private void Lose(Left left, string reason)
    {
        _lost.Add(1);
        NotKept(_log, left.CallId, left.Artifact.Kind, reason);
    }
}
