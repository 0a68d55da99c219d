using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;

namespace Voxie.Admin.Journal;

/// <summary>
/// Appends lines to the node's journal. A line is in the kernel when <see cref="Append"/> returns (survives kill -9);
/// fsync follows within <see cref="JournalOptions.SyncWithin"/> on a loop of its own (survives power loss).
/// Any thread; callers wait for each other only during one write().
/// </summary>
internal sealed class JournalWriter : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly int _epoch;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly Queue<byte[]> _unwritten = new();
    private readonly Queue<SafeFileHandle> _closed = new();
    private readonly Channel<bool> _dirty = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<bool> _appended = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _syncing;
    private readonly CancellationTokenSource _stop = new();
    private SafeFileHandle? _file;
    private int _segment;
    private long _length;

    /// <exception cref="IOException">The folder cannot be written.</exception>
    public JournalWriter(string folder, int epoch, JournalOptions options, TimeProvider time)
    {
        (_folder, _epoch, _options, _time) = (folder, epoch, options, time);
        Durable.CreateFolder(folder);
        _file = OpenNext_NeedsLock();
        _syncing = SyncLoopAsync(_stop.Token);
    }

    /// <summary>Lines that were lost because the disk refused them for too long.</summary>
    public long Lost { get; private set; }

    /// <summary>Lines that wait in memory for the disk.</summary>
    public int Unwritten
    {
        get { lock (_gate) { return _unwritten.Count; } }
    }

    /// <summary>The segment being written, and the bytes of it that are whole lines.</summary>
    public (int Segment, long Length) Position
    {
        get { lock (_gate) { return (_segment, _length); } }
    }

    /// <summary>Signals that something was appended. One reader: the shipper.</summary>
    public ChannelReader<bool> Appended => _appended.Reader;

    /// <returns>Null: written. Otherwise why not; the line waits in memory and is tried again before the next one.</returns>
    public Exception? Append(byte[] line)
    {
        Exception? failure;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            _unwritten.Enqueue(line);
            failure = Drain_NeedsLock();
            if (_unwritten.Count > _options.MaxUnwritten)
            {
                _unwritten.Dequeue();
                Lost++;
            }
        }
        _dirty.Writer.TryWrite(true);
        _appended.Writer.TryWrite(true);
        return failure;
    }

    /// <summary>Closes the current segment if it holds anything, so that it can be shipped and deleted.</summary>
    public void Rotate()
    {
        lock (_gate)
        {
            if (_length > 0)
            {
                CloseCurrent_NeedsLock();
                _file = OpenNext_NeedsLock();
            }
        }
        _dirty.Writer.TryWrite(true);
    }

    private Exception? Drain_NeedsLock()
    {
        try
        {
            while (_unwritten.TryPeek(out var line))
            {
                if (_length > 0 && _length + line.Length > _options.SegmentBytes)
                {
                    CloseCurrent_NeedsLock();
                }
                _file ??= OpenNext_NeedsLock();
                // At the end of the last whole line: what a failed write left behind is overwritten.
                RandomAccess.Write(_file, line, _length);
                _length += line.Length;
                _unwritten.Dequeue();
            }
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error;
        }
    }

    private void CloseCurrent_NeedsLock()
    {
        if (_file is { } file)
        {
            _closed.Enqueue(file);
            _file = null;
        }
    }

    private SafeFileHandle OpenNext_NeedsLock()
    {
        var file = Durable.Create(JournalSegment.At(_folder, _epoch, _segment + 1).Path);
        _segment++;
        _length = 0;
        return file;
    }

    private async Task SyncLoopAsync(CancellationToken cancellation)
    {
        try
        {
            while (await _dirty.Reader.WaitToReadAsync(cancellation))
            {
                // The whole group of this time is synced at once.
                await Task.Delay(_options.SyncWithin, _time, cancellation);
                _dirty.Reader.TryRead(out _);
                // Off the caller's thread even when the delay is none.
                await Task.Run(Sync, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: the last sync is done there.
        }
    }

    private void Sync()
    {
        var closed = new List<SafeFileHandle>();
        SafeFileHandle? current;
        lock (_gate)
        {
            // What the disk refused before is tried again here too, for calls that write no more.
            _ = Drain_NeedsLock();
            while (_closed.TryDequeue(out var file))
            {
                closed.Add(file);
            }
            current = _file;
            if (_unwritten.Count > 0)
            {
                _dirty.Writer.TryWrite(true);
            }
        }
        foreach (var file in closed)
        {
            Flush(file);
            file.Dispose();
        }
        if (current is not null)
        {
            Flush(current);
        }
    }

    private static void Flush(SafeFileHandle file)
    {
        try
        {
            RandomAccess.FlushToDisk(file);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // A disk that cannot sync fails the next write too, where it is counted. Closed meanwhile: synced by the closer.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _syncing;
        Sync();
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
        _appended.Writer.TryComplete();
        _stop.Dispose();
    }
}
