using System.Buffers.Binary;
using System.Net;

namespace Voxie.SipGateway.Media;

/// <summary>
/// An IP address and port that costs nothing to compare or send to: what <c>IPEndPoint</c> is, without the objects. An IPv4 address
/// mapped into IPv6 is kept as IPv4, so the same peer always looks the same.
/// </summary>
internal readonly record struct MediaAddress
{
    /// <summary>Room for a <c>sockaddr_in6</c>.</summary>
    public const int MaxSockaddr = 28;

    private const ushort FamilyV4 = 2;
    private const ushort FamilyV6 = 10;
    private const ulong MappedPrefix = 0xFFFF_0000_0000;

    private readonly ulong _high;
    private readonly ulong _low;
    private readonly uint _scope;

    private MediaAddress(bool v6, ulong high, ulong low, ushort port, uint scope)
    {
        var mapped = v6 && high == 0 && (low & ~(ulong)uint.MaxValue) == MappedPrefix;
        IsV6 = v6 && !mapped;
        _high = IsV6 ? high : 0;
        _low = IsV6 ? low : low & uint.MaxValue;
        _scope = IsV6 ? scope : 0;
        Port = port;
    }

    public bool IsV6 { get; }
    public ushort Port { get; }

    /// <summary>
    /// False for what media must never be sent to: no address, no port, multicast, broadcast. (RFC 3264 5.1: 0.0.0.0 and port 0 mean
    /// "nothing here", and a stranger's SDP must not aim us at a whole network.)
    /// </summary>
    public bool IsSendable =>
        Port != 0 && (IsV6
            ? (_high | _low) != 0 && _high >> 56 != 0xFF
            : _low != 0 && (_low >> 28) != 0xE && _low != uint.MaxValue);

    public bool IsLoopback => IsV6 ? _high == 0 && _low == 1 : _low >> 24 == 127;

    public static MediaAddress From(IPEndPoint endPoint)
    {
        Span<byte> bytes = stackalloc byte[16];
        endPoint.Address.TryWriteBytes(bytes, out var length);
        return length == 4
            ? new MediaAddress(false, 0, BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)endPoint.Port, 0)
            : new MediaAddress(true, BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
                (ushort)endPoint.Port, (uint)endPoint.Address.ScopeId);
    }

    public static MediaAddress FromSockaddr(ReadOnlySpan<byte> sockaddr)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(sockaddr[2..]);
        return BitConverter.ToUInt16(sockaddr) == FamilyV4
            ? new MediaAddress(false, 0, BinaryPrimitives.ReadUInt32BigEndian(sockaddr[4..]), port, 0)
            : new MediaAddress(true, BinaryPrimitives.ReadUInt64BigEndian(sockaddr[8..]), BinaryPrimitives.ReadUInt64BigEndian(sockaddr[16..]),
                port, BitConverter.ToUInt32(sockaddr[24..]));
    }

    /// <param name="sockaddr">At least <see cref="MaxSockaddr"/> bytes.</param>
    /// <param name="v6Socket">The sending socket is IPv6: an IPv4 target is mapped.</param>
    /// <returns>Bytes written.</returns>
    public int WriteSockaddr(Span<byte> sockaddr, bool v6Socket)
    {
        sockaddr[..MaxSockaddr].Clear();
        BitConverter.TryWriteBytes(sockaddr, v6Socket ? FamilyV6 : FamilyV4);
        BinaryPrimitives.WriteUInt16BigEndian(sockaddr[2..], Port);
        if (!v6Socket)
        {
            BinaryPrimitives.WriteUInt32BigEndian(sockaddr[4..], (uint)_low);
            return 16;
        }
        BinaryPrimitives.WriteUInt64BigEndian(sockaddr[8..], _high);
        BinaryPrimitives.WriteUInt64BigEndian(sockaddr[16..], IsV6 ? _low : MappedPrefix | _low);
        BitConverter.TryWriteBytes(sockaddr[24..], _scope);
        return MaxSockaddr;
    }

    public bool SameHost(in MediaAddress other) => this == other.WithPort(Port);

    public MediaAddress WithPort(int port) => new(IsV6, _high, _low, (ushort)port, _scope);

    public IPEndPoint ToEndPoint()
    {
        if (!IsV6) return new IPEndPoint(new IPAddress(BinaryPrimitives.ReverseEndianness((uint)_low)), Port);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _low);
        return new IPEndPoint(new IPAddress(bytes, _scope), Port);
    }

    public override string ToString() => ToEndPoint().ToString();
}
