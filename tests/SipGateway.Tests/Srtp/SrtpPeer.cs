using System.Buffers.Binary;
using System.Security.Cryptography;
using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Tests.Srtp;

/// <summary>Both ends of a protected line, in memory.</summary>
internal sealed class SrtpPeer : IDisposable
{
    public const uint Source = 0x1234_5678;

    public SrtpPeer(SrtpSuite suite)
        : this(suite, RandomNumberGenerator.GetBytes(suite.MasterBytes), RandomNumberGenerator.GetBytes(suite.MasterBytes))
    {
    }

    public SrtpPeer(SrtpSuite suite, byte[] theirs, byte[] ours)
    {
        Theirs = new SrtpSession(new SrtpKeys(suite, theirs, ours));
        Ours = new SrtpSession(new SrtpKeys(suite, ours, theirs));
    }

    public static TheoryData<string> Suites => [.. SrtpSuite.All.Select(suite => suite.Name)];

    public SrtpSession Theirs { get; }

    public SrtpSession Ours { get; }

    /// <summary>A plain packet of G.711.</summary>
    public static byte[] Plain(ushort sequence, uint source = Source, int payload = 160)
    {
        var packet = new byte[12 + payload];
        packet[0] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), sequence * 160u);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), source);
        for (var i = 12; i < packet.Length; i++) packet[i] = (byte)(i + sequence);
        return packet;
    }

    /// <summary>A plain receiver report.</summary>
    public static byte[] PlainReport(uint source = Source)
    {
        var packet = new byte[32];
        (packet[0], packet[1], packet[3]) = (0x81, 201, 7);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), source);
        for (var i = 8; i < packet.Length; i++) packet[i] = (byte)i;
        return packet;
    }

    /// <summary>The packet as the peer protects it.</summary>
    public byte[] Packet(ushort sequence, uint source = Source) => Protect(Plain(sequence, source), Theirs.Protect);

    public byte[] Report(uint source = Source) => Protect(PlainReport(source), Theirs.ProtectControl);

    /// <summary>What we make of it. The packet stays as it is.</summary>
    public SrtpVerdict Hear(byte[] packet) => Ours.Unprotect(packet.ToArray(), out _);

    public SrtpVerdict HearReport(byte[] packet) => Ours.UnprotectControl(packet.ToArray(), out _);

    private delegate int Protection(Span<byte> buffer, int length);

    public void Dispose()
    {
        Theirs.Dispose();
        Ours.Dispose();
    }

    private static byte[] Protect(byte[] plain, Protection protect)
    {
        var buffer = new byte[plain.Length + SrtpSession.MaxOverhead];
        plain.CopyTo(buffer, 0);
        return buffer[..protect(buffer, plain.Length)];
    }
}
