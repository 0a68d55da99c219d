using System.Buffers.Binary;

namespace Voxie.SipGateway.Dtls;

/// <summary>Puts a run of DTLS records, as they lie in memory one behind the other, into datagrams. Pure.</summary>
internal static class RecordPacker
{
    /// <summary>Fits into what any path carries, IPv6, UDP and a tunnel around it.</summary>
    public const int MaxDatagram = 1200;

    /// <summary>RFC 6347 4.1: type, version, epoch, sequence number, length.</summary>
    public const int HeaderBytes = 13;

    /// <returns>Bytes at the head of the run that make the next datagram: as many whole records as fit. 0: nothing is left.</returns>
    public static int Next(ReadOnlySpan<byte> run)
    {
        var end = 0;
        while (run.Length - end >= HeaderBytes)
        {
            var record = HeaderBytes + BinaryPrimitives.ReadUInt16BigEndian(run[(end + HeaderBytes - 2)..]);
            if (record > run.Length - end || (end > 0 && end + record > MaxDatagram)) break;
            end += record;
        }

        return end;
    }
}
