namespace Voxie.SipGateway.Srtp;

/// <summary>RFC 3711 3.3.2: which of the newest 64 numbers of a source have come. What is older is taken for a replay, too.</summary>
internal struct ReplayWindow
{
    /// <summary>Numbers that the window holds, the highest included.</summary>
    public const int Size = 64;

    // Bit n: the number n below the highest has come.
    private ulong _seen;

    private ReplayWindow(ulong highest) => Highest = highest;

    /// <summary>The highest number that has been marked.</summary>
    public ulong Highest { get; private set; }

    /// <summary>A window with no number in it yet, which knows where the numbers have got to (a new key, RFC 3711 3.3.1).</summary>
    public static ReplayWindow From(ulong highest) => new(highest);

    public readonly SrtpVerdict Judge(ulong index)
    {
        if (index > Highest) return SrtpVerdict.Good;
        var behind = Highest - index;
        if (behind >= Size) return SrtpVerdict.TooOld;
        return (_seen >> (int)behind & 1) == 0 ? SrtpVerdict.Good : SrtpVerdict.Replayed;
    }

    /// <summary>The number has come, and was authenticated.</summary>
    public void Mark(ulong index)
    {
        if (index > Highest)
        {
            var ahead = index - Highest;
            _seen = ahead >= Size ? 0 : _seen << (int)ahead;
            Highest = index;
        }

        if (Highest - index < Size) _seen |= 1UL << (int)(Highest - index);
    }
}
