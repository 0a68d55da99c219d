using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Voxie.Interop.Audio;

namespace Voxie.Interop.Rtp;

/// <summary>
/// Sees every UDP datagram that arrives on a loopback address, with the moment it did, whoever sent it: the judge of what was
/// really on the wire between Voxie and a peer. Needs the right to open a raw socket (root).
/// </summary>
internal sealed class WireTap : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Udp);
    private readonly List<TappedPacket> _packets = [];
    private readonly Lock _gate = new();
    private readonly Thread _thread;
    private volatile bool _stopped;

    /// <param name="address">The address that it listens at; null: 127.0.0.1.</param>
    public WireTap(IPAddress? address = null)
    {
        _socket.ReceiveBufferSize = 8 << 20;
        _socket.ReceiveTimeout = 200;
        _socket.Bind(new IPEndPoint(address ?? IPAddress.Loopback, 0));
        _thread = new Thread(Read) { IsBackground = true, Name = "wire-tap" };
        _thread.Start();
    }

    /// <summary>RTP packets seen so far from <paramref name="sourcePort"/> (null: any) to <paramref name="targetPort"/> (null: any), in order of arrival.</summary>
    public List<TappedPacket> Rtp(int? sourcePort = null, int? targetPort = null)
    {
        lock (_gate)
        {
            return [.. _packets.Where(packet =>
                (sourcePort is null || packet.SourcePort == sourcePort) && (targetPort is null || packet.TargetPort == targetPort))];
        }
    }

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
        _socket.Dispose();
    }

    private void Read()
    {
        var buffer = new byte[65536];
        while (!_stopped)
        {
            int length;
            try
            {
                length = _socket.Receive(buffer);
            }
            catch (SocketException timeout) when (timeout.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
            {
                continue;
            }

            var at = Stopwatch.GetTimestamp();
            var header = (buffer[0] & 0x0F) * 4;
            if (length < header + 20 || !RtpView.TryRead(buffer.AsSpan(header + 8, length - header - 8), out var rtp))
            {
                continue;
            }

            var source = BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(header));
            var target = BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(header + 2));
            lock (_gate)
            {
                _packets.Add(new TappedPacket(at, source, target, rtp));
            }
        }
    }
}

/// <param name="At">Stopwatch ticks.</param>
internal sealed record TappedPacket(long At, int SourcePort, int TargetPort, RtpView Rtp)
{
    public bool IsAudio => Rtp.PayloadType is 0 or 8;

    public short[] Samples() => G711.Decode(Rtp.Payload, Rtp.PayloadType);

    public bool IsSilent() => Sound.IsSilent(Samples());
}
