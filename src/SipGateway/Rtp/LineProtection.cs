using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Stands between the socket and everything else of a line that is encrypted, and lets all pass on one that is not. Clock thread only,
/// but for the counters.
/// </summary>
internal sealed class LineProtection : IDisposable
{
    private SrtpSession? _session;
    private long _unauthenticated;
    private long _replayed;

    /// <summary>Packets and reports that the holder of the key did not make. Any thread.</summary>
    public long Unauthenticated => Volatile.Read(ref _unauthenticated);

    /// <summary>Those that had come before, or came too late to know. Any thread.</summary>
    public long Replayed => Volatile.Read(ref _replayed);

    /// <summary>From here on these keys; null: none.</summary>
    public void Use(SrtpSession? session)
    {
        if (ReferenceEquals(session, _session)) return;
        if (_session is { } before && session is not null) session.Follow(before);
        else _session?.Dispose();
        _session = session;
    }

    /// <returns>New length of the packet at the head of the buffer; 0: send nothing.</returns>
    public int Seal(Span<byte> buffer, int length) => _session is { } session && length > 0 ? session.Protect(buffer, length) : length;

    /// <summary>The same for a report.</summary>
    public int SealControl(Span<byte> buffer, int length) => _session is { } session ? session.ProtectControl(buffer, length) : length;

    /// <summary>Opens a packet in place. What cannot be opened has changed nothing but a counter.</summary>
    public bool TryOpen(Span<byte> datagram, out int length)
    {
        length = datagram.Length;
        return _session is not { } session || Count(session.Unprotect(datagram, out length));
    }

    /// <summary>The same for a report.</summary>
    public bool TryOpenControl(Span<byte> datagram, out int length)
    {
        length = datagram.Length;
        return _session is not { } session || Count(session.UnprotectControl(datagram, out length));
    }

    public void Dispose() => _session?.Dispose();

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
