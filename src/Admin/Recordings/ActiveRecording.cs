using Voxie.Admin.Storage;
using Voxie.Pipeline.Recording;

namespace Voxie.Admin.Recordings;

/// <summary>A recording that is being written. One thread at a time.</summary>
internal sealed class ActiveRecording(RecordingSpool spool, RecordingFiles files, TimeProvider time)
{
    private Stream? _stream;
    private IRecordingEncoder? _encoder;
    private string? _name;
    private long _bytes;
    private bool _failed;

    public RecordingSpool Spool => spool;

    /// <summary>Set once the file is closed: what its row is to say. Null: there is no file.</summary>
    public RecordingRow? Row { get; private set; }

    /// <summary>That its row cannot be written was logged.</summary>
    public bool IsComplained { get; set; }

    /// <summary>Writes what has come.</summary>
    /// <returns>True when all has come and the file is closed.</returns>
    public bool Write()
    {
        // Asked before the blocks are taken: what was handed over before the end is among them.
        var isLast = spool.IsComplete;
        Attempt(Drain);
        if (!isLast)
        {
            return false;
        }
        Close();
        return true;
    }

    /// <summary>Ends it as it stands.</summary>
    public void Close()
    {
        Attempt(Finish);
        _encoder?.Dispose();
        try
        {
            _stream?.Dispose();
        }
        catch (IOException)
        {
            // The disk has refused before; what is on it is repaired at the next start.
        }
        _stream = null;
        if (_name is not null)
        {
            Row = new RecordingRow(
                Database.DefaultWorkspace, spool.Order.CallId, _name, spool.Order.Format, spool.Order.RateHz, _bytes, spool.Order.StartedAt, time.GetUtcNow(), spool.StopReason);
        }
    }

    private void Drain()
    {
        if (_stream is null && !_failed)
        {
            (_name, _stream) = files.Create(spool.Order);
            _encoder = RecordingEncoders.Create(spool.Order, _stream);
        }
        var any = false;
        while (spool.TryTake(out var block))
        {
            if (!_failed)
            {
                _encoder!.Write(block.Samples);
            }
            spool.GiveBack(block);
            any = true;
        }
        if (any && !_failed)
        {
            _stream!.Flush();
        }
    }

    private void Finish()
    {
        if (_stream is null)
        {
            return;
        }
        _bytes = _stream.Length;
        // Also after a failure: what is there is to be playable.
        _encoder?.Finish();
        _stream.Flush();
        _bytes = _stream.Length;
    }

    private void Attempt(Action step)
    {
        try
        {
            step();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            _failed = true;
            spool.Stop($"It cannot be written: {error.Message}");
        }
    }
}
