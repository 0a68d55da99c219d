using System.Net;
using System.Net.Sockets;
using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Rtp;

/// <summary>What a peer received in one RTP packet.</summary>
internal sealed record ReceivedPacket(bool Marker, int PayloadType, ushort Sequence, uint Timestamp, uint Ssrc, byte[] Payload);

/// <summary>The other side of a session: a plain UDP socket on loopback that numbers what it sends.</summary>
internal sealed class RtpPeer(IPAddress? address = null) : IDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(address ?? IPAddress.Loopback, 0));

    public uint Ssrc { get; set; } = 0xC0FFEE;
    public ushort Sequence { get; set; } = 1000;
    public uint Timestamp { get; set; } = 50_000;

    public IPEndPoint EndPoint => (IPEndPoint)_socket.Client.LocalEndPoint!;

    public void SendAudio(IPEndPoint to, byte[]? payload = null, byte payloadType = 0)
    {
        payload ??= new byte[160];
        Send(to, payload, payloadType, Timestamp, marker: false);
        Timestamp += (uint)payload.Length;
    }

    public void SendEvent(IPEndPoint to, uint timestamp, byte code, bool end, ushort duration)
    {
        var payload = new byte[4];
        new TelephoneEvent(code, end, 10, duration).Write(payload);
        Send(to, payload, 101, timestamp, marker: false);
    }

    public void SendRaw(IPEndPoint to, byte[] datagram) => _socket.Send(datagram, to);

    /// <summary>What came as RTCP; the media is thrown away.</summary>
    public List<byte[]> ReceiveControl()
    {
        var reports = new List<byte[]>();
        while (_socket.Available > 0)
        {
            IPEndPoint? from = null;
            var datagram = _socket.Receive(ref from);
            if (RtcpPacket.Looks(datagram)) reports.Add(datagram);
        }
        return reports;
    }

    public List<ReceivedPacket> Receive()
    {
        var packets = new List<ReceivedPacket>();
        while (_socket.Available > 0)
        {
            IPEndPoint? from = null;
            var datagram = _socket.Receive(ref from);
            Assert.True(RtpPacket.TryParse(datagram, out var p, out var error), error.ToString());
            packets.Add(new ReceivedPacket(p.Marker, p.PayloadType, p.Sequence, p.Timestamp, p.Ssrc, p.Payload.ToArray()));
        }
        return packets;
    }

    public void Dispose() => _socket.Dispose();

    private void Send(IPEndPoint to, byte[] payload, byte payloadType, uint timestamp, bool marker)
    {
        var datagram = new byte[RtpPacket.HeaderBytes + payload.Length];
        RtpPacket.WriteHeader(datagram, marker, payloadType, Sequence++, timestamp, Ssrc);
        payload.CopyTo(datagram, RtpPacket.HeaderBytes);
        _socket.Send(datagram, to);
    }
}
