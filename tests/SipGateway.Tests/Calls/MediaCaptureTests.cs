using System.Buffers.Binary;
using System.Net;
using Voxie.SipGateway.Calls;
using Voxie.SipGateway.Media;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Calls;

public sealed class MediaCaptureTests
{
    private static readonly MediaAddress Peer = MediaAddress.From(IPEndPoint.Parse("192.0.2.7:4000"));

    private readonly FakeTimeProvider _time = new();

    private MediaCapture New(long maxBytes = 1_000_000) => new(IPEndPoint.Parse("192.0.2.1:20000"), maxBytes, _time);

    private static byte[] Read(MediaCapture capture)
    {
        using var copy = new MemoryStream();
        using (var stream = capture.Open()) stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>Ports, content and nanoseconds of each record.</summary>
    private static List<(int From, int To, byte[] Content, uint Nanoseconds)> Records(byte[] file)
    {
        Assert.Equal(0xA1B23C4D, BinaryPrimitives.ReadUInt32LittleEndian(file));
        var records = new List<(int, int, byte[], uint)>();
        for (var at = 24; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 8));
            var udp = file.AsSpan(at + 16 + 20, length - 20);
            records.Add((BinaryPrimitives.ReadUInt16BigEndian(udp), BinaryPrimitives.ReadUInt16BigEndian(udp[2..]), udp[8..].ToArray(),
                BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4))));
            at += 16 + length;
        }
        return records;
    }

    [Fact]
    public void Both_directions_and_both_ports_are_kept_as_they_were_with_their_time()
    {
        using var capture = New();
        capture.Ring.Write(new CapturedDatagram(1_000_123, IsSent: true, IsControl: false, Peer), [1, 2, 3]);
        capture.Ring.Write(new CapturedDatagram(2_000_456, IsSent: false, IsControl: true, Peer.WithPort(4001)), [4, 5]);
        Assert.Equal(2, Records(Read(capture)).Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        capture.Ring.Write(new CapturedDatagram(3_000_000, IsSent: false, IsControl: false, Peer), [6]);
        capture.Dispose();

        var records = Records(Read(capture));
        Assert.Equal([(20000, 4000), (4001, 20001), (4000, 20000)], records.Select(record => (record.From, record.To)));
        Assert.Equal(["010203", "0405", "06"], records.Select(record => Convert.ToHexString(record.Content)));
        Assert.Equal([1_000_123u, 2_000_456u, 3_000_000u], records.Select(record => record.Nanoseconds));
    }

    [Fact]
    public void The_file_does_not_grow_beyond_its_size()
    {
        using var capture = New(maxBytes: 10_000);
        for (var i = 0; i < 100; i++)
        {
            for (var k = 0; k < 50; k++) capture.Ring.Write(new CapturedDatagram(i, true, false, Peer), new byte[172]);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        var file = Read(capture);
        Assert.InRange(file.Length, 9_500, 10_000);
        Assert.All(Records(file), record => Assert.Equal(172, record.Content.Length));
        Assert.Equal(0, capture.Ring.Refused);
    }

    [Fact]
    public void A_ring_that_nobody_drains_refuses_and_goes_on_afterwards()
    {
        var ring = new CaptureRing();
        var content = new byte[172];
        for (var i = 0; i < 2000; i++) ring.Write(new CapturedDatagram(i, true, false, Peer), content);
        Assert.Equal(2000 - 1024, ring.Refused);
        var buffer = new byte[2048];
        var read = 0;
        while (ring.TryRead(out var seen, buffer, out var length)) Assert.Equal((read++, 172), ((int)seen.At, length));
        Assert.Equal(1024, read);
        for (var round = 0; round < 1000; round++)
        {
            content[0] = (byte)round;
            ring.Write(new CapturedDatagram(round, false, false, Peer), content.AsSpan(0, 1 + round % 172));
            Assert.True(ring.TryRead(out _, buffer, out var length));
            Assert.Equal((1 + round % 172, (byte)round), (length, buffer[0]));
        }
    }
}
