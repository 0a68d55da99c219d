namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Puts packets back in order. What comes in order passes at once. Behind a hole packets wait at most 60 ms for the missing one; then
/// they pass with a mark, and the listening side fills the time. Clock thread only; no allocation once a leg has met its first hole.
/// </summary>
internal sealed class ReorderBuffer(PacketRing output)
{
    /// <summary>Longest payload taken: more than 120 ms of G.711 or G.722, and the longest frame of Opus.</summary>
    public const int MaxPayload = 1275;

    public const long LongestWaitNs = 60_000_000;

    private const int Slots = 16;

    private readonly HeardPacket[] _packets = new HeardPacket[Slots];
    private readonly int[] _lengths = new int[Slots];
    private readonly bool[] _held = new bool[Slots];
    private byte[]? _payloads;
    private long _next = -1;
    private int _count;
    private bool _afterLoss;

    /// <summary>Packets waiting behind a hole. Any thread; a snapshot.</summary>
    public int Waiting => Volatile.Read(ref _count);

    /// <summary>Holes given up.</summary>
    public long Holes { get; private set; }

    /// <summary>Packets missing in them.</summary>
    public long Missing { get; private set; }

    /// <summary>Takes a packet.</summary>
    /// <param name="sequence">Extended sequence number.</param>
    /// <returns>False: too late or a duplicate, dropped.</returns>
    public bool Put(long sequence, in HeardPacket packet, ReadOnlySpan<byte> payload)
    {
        if (_next < 0) _next = sequence;
        if (sequence < _next) return false;
        if (sequence == _next)
        {
            Release(packet, payload);
            ReleaseFollowing();
            return true;
        }
        while (sequence - _next >= Slots) GiveUpHole(sequence - Slots + 1);
        if (sequence == _next)
        {
            Release(packet, payload);
            return true;
        }
        return Hold(sequence, packet, payload);
    }

    /// <summary>Gives up holes that have been waited for long enough.</summary>
    /// <param name="now">Monotonic nanoseconds.</param>
    /// <param name="nextLookNs">Time until the next call: a wait that would end before it ends now.</param>
    public void Expire(long now, long nextLookNs = 0)
    {
        while (_count > 0 && now + nextLookNs - OldestArrival() > LongestWaitNs) GiveUpHole(long.MaxValue);
    }

    /// <summary>Passes on what is held and waits for a new numbering.</summary>
    public void Restart()
    {
        while (_count > 0) GiveUpHole(long.MaxValue);
        _next = -1;
        _afterLoss = false;
    }

    private bool Hold(long sequence, in HeardPacket packet, ReadOnlySpan<byte> payload)
    {
        var slot = (int)(sequence % Slots);
        if (_held[slot]) return false;
        _payloads ??= new byte[Slots * MaxPayload];
        payload.CopyTo(_payloads.AsSpan(slot * MaxPayload, MaxPayload));
        (_packets[slot], _lengths[slot], _held[slot]) = (packet, payload.Length, true);
        _count++;
        return true;
    }

    /// <summary>Steps over missing packets up to the first one held, or to <paramref name="limit"/>.</summary>
    private void GiveUpHole(long limit)
    {
        _afterLoss = true;
        var before = _next;
        if (_count == 0) _next = limit;
        else
            while (!_held[_next % Slots] && _next < limit) _next++;
        Missing += _next - before;
        if (_next > before) Holes++;
        ReleaseFollowing();
    }

    private void ReleaseFollowing()
    {
        while (_count > 0 && _held[_next % Slots])
        {
            var slot = (int)(_next % Slots);
            _held[slot] = false;
            _count--;
            Release(_packets[slot], _payloads.AsSpan(slot * MaxPayload, _lengths[slot]));
        }
    }

    private void Release(in HeardPacket packet, ReadOnlySpan<byte> payload)
    {
        _next++;
        if (packet.Kind == HeardKind.Nothing) return;
        output.Write(packet with { AfterLoss = _afterLoss }, payload);
        _afterLoss = false;
    }

    private long OldestArrival()
    {
        var oldest = long.MaxValue;
        for (var i = 0; i < Slots; i++)
            if (_held[i]) oldest = Math.Min(oldest, _packets[i].ArrivedAt);
        return oldest;
    }
}
