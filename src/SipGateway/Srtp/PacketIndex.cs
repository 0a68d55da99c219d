namespace Voxie.SipGateway.Srtp;

/// <summary>RFC 3711 3.3.1: the 48-bit number of a packet, of which only the low 16 bits travel.</summary>
internal static class PacketIndex
{
    /// <summary>More than this no key may number (9.2).</summary>
    public const ulong Last = (1UL << 48) - 1;

    /// <summary>The number with these low bits that is nearest to the highest so far (appendix A).</summary>
    /// <returns>Null: it would lie before the first or behind the last of all numbers.</returns>
    public static ulong? Nearest(ulong highest, ushort sequence)
    {
        var rollover = (long)(highest >> 16);
        var last = (ushort)highest;
        if (last < 0x8000)
        {
            if (sequence - last > 0x8000) rollover--;
        }
        else if (last - 0x8000 > sequence)
        {
            rollover++;
        }

        return rollover is >= 0 and <= uint.MaxValue ? (ulong)rollover << 16 | sequence : null;
    }
}
