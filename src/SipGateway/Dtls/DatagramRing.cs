namespace Voxie.SipGateway.Dtls;

/// <summary>A few datagrams on their way from one thread that writes to one that reads. Allocates nothing after its making.</summary>
internal sealed class DatagramRing
{
    /// <summary>Longer ones are no handshake's.</summary>
    public const int MaxDatagram = 1500;

    // A flight of a peer with a chain of certificates, sent twice.
    private const int Slots = 16;

    private readonly byte[] _bytes = new byte[Slots * MaxDatagram];
    private readonly int[] _lengths = new int[Slots];
    private uint _written;
    private uint _read;

    /// <summary>The writing thread.</summary>
    /// <returns>False: too long, or no room; the datagram is lost like any other.</returns>
    public bool TryWrite(ReadOnlySpan<byte> datagram)
    {
        var at = _written;
        if (datagram.Length > MaxDatagram || at - Volatile.Read(ref _read) == Slots) return false;
        var slot = (int)(at % Slots);
        datagram.CopyTo(_bytes.AsSpan(slot * MaxDatagram));
        _lengths[slot] = datagram.Length;
        Volatile.Write(ref _written, at + 1);
        return true;
    }

    /// <summary>The reading thread. The span holds until the next call of <see cref="Advance"/>.</summary>
    public bool TryPeek(out ReadOnlySpan<byte> datagram)
    {
        datagram = default;
        var at = _read;
        if (at == Volatile.Read(ref _written)) return false;
        var slot = (int)(at % Slots);
        datagram = _bytes.AsSpan(slot * MaxDatagram, _lengths[slot]);
        return true;
    }

    /// <summary>The reading thread is done with what it has peeked at.</summary>
    public void Advance() => Volatile.Write(ref _read, _read + 1);
}
