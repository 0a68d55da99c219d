using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Stands between the socket and everything else of a line that is encrypted, and lets all pass on one that is not. Clock thread only,
/// but for the counters.
/// </summary>
internal sealed class LineProtection : IDisposable
{
    private SrtpSession? _session;
    private SrtpSession? _controlSession;
    private bool _isLocked;
    private bool _hasControlKeys;
    private long _unauthenticated;
    private long _replayed;

    /// <summary>Packets and reports that the holder of the key did not make. Any thread.</summary>
    public long Unauthenticated => Volatile.Read(ref _unauthenticated);

    /// <summary>Those that had come before, or came too late to know. Any thread.</summary>
    public long Replayed => Volatile.Read(ref _replayed);

    /// <summary>Packets may pass: there are keys, or none are needed.</summary>
    public bool IsOpen => _session is not null || !_isLocked;

    /// <summary>Keys are on their way; those that there are go on. Without any nothing passes, neither way.</summary>
    /// <param name="forControl">Reports get keys of their own.</param>
    public void Await(bool forControl) => (_isLocked, _hasControlKeys) = (true, forControl);

    /// <summary>Nothing is on its way: from here on these keys; null: none, and all passes.</summary>
    public void Set(SrtpSession? session)
    {
        (_isLocked, _hasControlKeys) = (false, false);
        Use(session);
    }

    /// <summary>From here on these keys.</summary>
    public void Use(SrtpSession? session)
    {
        if (ReferenceEquals(session, _session)) return;
        if (_session is { } before && session is not null) session.Follow(before);
        else _session?.Dispose();
        _session = session;
    }

    /// <summary>From here on these keys for reports.</summary>
    public void UseForControl(SrtpSession session)
    {
        if (_controlSession is { } before) session.Follow(before);
        _controlSession = session;
    }

    /// <returns>New length of the packet at the head of the buffer; 0: send nothing.</returns>
    public int Seal(Span<byte> buffer, int length) => length == 0 || !IsOpen ? 0 : _session is { } session ? session.Protect(buffer, length) : length;

    /// <summary>The same for a report.</summary>
    public int SealControl(Span<byte> buffer, int length) =>
        ControlSession is { } session ? session.ProtectControl(buffer, length) : _isLocked ? 0 : length;

    /// <summary>Opens a packet in place. What cannot be opened has changed nothing but a counter.</summary>
    public bool TryOpen(Span<byte> datagram, out int length)
    {
        length = datagram.Length;
        return _session is { } session ? Count(session.Unprotect(datagram, out length)) : !_isLocked;
    }

    /// <summary>The same for a report.</summary>
    public bool TryOpenControl(Span<byte> datagram, out int length)
    {
        length = datagram.Length;
        return ControlSession is { } session ? Count(session.UnprotectControl(datagram, out length)) : !_isLocked;
    }

    public void Dispose()
    {
        _session?.Dispose();
        _controlSession?.Dispose();
    }

    private SrtpSession? ControlSession => _hasControlKeys ? _controlSession : _session;

    private bool Count(SrtpVerdict verdict)
    {
        switch (verdict)
        {
            case SrtpVerdict.Good:
                return true;
            case SrtpVerdict.Replayed or SrtpVerdict.TooOld:
                Volatile.Write(ref _replayed, _replayed + 1);
                return false;
            default:
                Volatile.Write(ref _unauthenticated, _unauthenticated + 1);
                return false;
        }
    }
}
