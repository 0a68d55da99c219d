using System.Net;
using System.Net.Sockets;

namespace Voxie.SipGateway.Media;

/// <summary>
/// A bound UDP socket, read and written by system call: never blocks, never throws, allocates nothing. Used by one thread at a time;
/// disposed only after its clock has let go of it, for the kernel hands a closed descriptor to the next one who asks.
/// </summary>
internal sealed unsafe class MediaSocket : IDisposable
{
    /// <summary>DSCP 46 (expedited forwarding, RFC 3246) in the upper six bits.</summary>
    private const int ExpeditedForwarding = 46 << 2;

    private readonly Socket _socket;
    private readonly bool _v6;

    private MediaSocket(Socket socket)
    {
        _socket = socket;
        _v6 = socket.AddressFamily == AddressFamily.InterNetworkV6;
        Fd = (int)socket.Handle;
    }

    public int Fd { get; }

    /// <param name="exhausted">The process has no descriptor left: no other port will do better.</param>
    /// <returns>Null when the port is taken or descriptors have run out.</returns>
    public static MediaSocket? TryBind(IPAddress address, int port, out bool exhausted)
    {
        exhausted = false;
        Socket? socket = null;
        try
        {
            socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            if (address.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = address.Equals(IPAddress.IPv6Any);
            else socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.TypeOfService, ExpeditedForwarding);
            socket.Bind(new IPEndPoint(address, port));
            return new MediaSocket(socket);
        }
        catch (SocketException error)
        {
            exhausted = error.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable;
            socket?.Dispose();
            return null;
        }
    }

    /// <summary>Takes one datagram, if there is one.</summary>
    /// <returns>Its length, also when it is longer than <paramref name="buffer"/> and was cut; -1 when there is none.</returns>
    public int Receive(Span<byte> buffer, out MediaAddress source)
    {
        var sockaddr = stackalloc byte[MediaAddress.MaxSockaddr];
        uint length = MediaAddress.MaxSockaddr;
        nint received;
        fixed (byte* bytes = buffer)
            received = Libc.ReceiveFrom(Fd, bytes, (nuint)buffer.Length, Libc.DontWait | Libc.Truncated, sockaddr, &length);
        source = received < 0 ? default : MediaAddress.FromSockaddr(new ReadOnlySpan<byte>(sockaddr, MediaAddress.MaxSockaddr));
        return (int)received;
    }

    /// <returns>False when the kernel did not take it (buffer full, no route): the packet is lost like any other.</returns>
    public bool Send(ReadOnlySpan<byte> datagram, in MediaAddress target)
    {
        if (target.IsV6 && !_v6) return false;
        var sockaddr = stackalloc byte[MediaAddress.MaxSockaddr];
        var length = target.WriteSockaddr(new Span<byte>(sockaddr, MediaAddress.MaxSockaddr), _v6);
        fixed (byte* bytes = datagram)
            return Libc.SendTo(Fd, bytes, (nuint)datagram.Length, Libc.DontWait, sockaddr, (uint)length) == datagram.Length;
    }

    public void Dispose() => _socket.Dispose();
}
