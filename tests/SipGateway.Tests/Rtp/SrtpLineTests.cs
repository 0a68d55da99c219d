using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Tests.Rtp;

/// <summary>An encrypted line over real loopback sockets; the test is the clock, and the peer has its own keys.</summary>
public sealed class SrtpLineTests : IAsyncDisposable
{
    private static readonly SrtpSuite Suite = SrtpSuite.AesGcm128;

    private readonly byte[] _ours = RandomNumberGenerator.GetBytes(Suite.MasterBytes);
    private readonly byte[] _theirs = RandomNumberGenerator.GetBytes(Suite.MasterBytes);
    private readonly int _first = FreeRange.Of(4);
    private readonly RtpPortPool _pool;
    private readonly MediaEngine _engine = new(new MediaOptions(), () => _ => { }, TimeProvider.System);
    private readonly UdpClient _peer = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly Observer _observer = new();
    private readonly RtpSession _session;
    private readonly SrtpSession _peerKeys;
    private ushort _sequence = 100;
    private long _now = 1_000_000_000_000;

    public SrtpLineTests()
    {
        _pool = new RtpPortPool(new RtpPortPoolOptions { FirstPort = _first, LastPort = _first + 3, QuietBeforeReuse = TimeSpan.Zero }, TimeProvider.System);
        _session = _pool.TryOpen()!;
        _peerKeys = new SrtpSession(new SrtpKeys(Suite, _theirs, _ours));
        _session.Listen(_observer);
        _session.Start(_engine, _observer);
        _session.Configure(Parameters(_theirs));
    }

    private sealed class Observer : IRtpObserver, IFrameSink
    {
        public int Heard { get; private set; }
        public List<char> Digits { get; } = [];
        public List<long> Forged { get; } = [];
        public List<Exception> Failures { get; } = [];

        public void Accept(in AudioFrame frame) => Heard += frame.Concealed ? 0 : frame.Samples.Length;
        public void DigitReceived(char digit, TimeSpan duration) => Digits.Add(digit);
        public void MediaTimedOut(TimeSpan silence) => Failures.Add(new TimeoutException());
        public void MediaForged(long total) => Forged.Add(total);
        public void MediaFailed(Exception exception) => Failures.Add(exception);
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _engine.DisposeAsync();
        _pool.Dispose();
        _peer.Dispose();
        _peerKeys.Dispose();
    }

    private RtpParameters Parameters(byte[] theirs) => new((IPEndPoint)_peer.Client.LocalEndPoint!, AudioCodec.Pcmu, 0)
    {
        Learning = SourceLearning.Anywhere, // so that what keeps a stranger out here is its key
        EventSendType = 101, EventReceiveType = 101, Keys = new SrtpKeys(Suite, _ours, theirs),
    };

    private void Tick(int frames = 1)
    {
        for (var phases = frames * PhaseSchedule.PhasesPerFrame; phases > 0; phases--) _engine.LeastLoaded().RunPhase(_now += PhaseSchedule.PhaseNs);
    }

    private byte[] Plain(byte payloadType = 0, int payload = 160)
    {
        var packet = new byte[RtpPacket.HeaderBytes + payload];
        RtpPacket.WriteHeader(packet, false, payloadType, _sequence++, _sequence * 160u, 77);
        return packet;
    }

    private static byte[] Sealed(SrtpSession keys, byte[] plain)
    {
        var buffer = new byte[plain.Length + SrtpSession.MaxOverhead];
        plain.CopyTo(buffer, 0);
        return buffer[..keys.Protect(buffer, plain.Length)];
    }

    private void Send(byte[] datagram)
    {
        _peer.Send(datagram, _session.Local);
        Tick();
    }

    private void Talk(int packets)
    {
        for (; packets > 0; packets--) Send(Sealed(_peerKeys, Plain()));
    }

    [Fact]
    public void Both_directions_are_encrypted()
    {
        Talk(20);

        Assert.Equal(20 * 160, _observer.Heard);
        Assert.True(_peer.Available > 0);
        while (_peer.Available > 0)
        {
            IPEndPoint? from = null;
            var datagram = _peer.Receive(ref from);
            Assert.Equal(RtpPacket.HeaderBytes + 160 + 16, datagram.Length);
            Assert.Equal(SrtpVerdict.Good, _peerKeys.Unprotect(datagram, out var length));
            Assert.All(datagram[RtpPacket.HeaderBytes..length], sample => Assert.Equal(0xFF, sample));
        }

        Assert.Equal(("AEAD_AES_128_GCM", 0L, 0L, 0L), (_session.Report().Encryption, _session.Report().PacketsUnauthenticated, _session.Report().PacketsReplayed, _session.Report().PacketsRefused));
    }

    [Fact]
    public void Plain_forged_and_repeated_packets_are_neither_heard_nor_followed()
    {
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var wrong = new SrtpSession(new SrtpKeys(Suite, _ours, _theirs));
        for (var i = 0; i < 10; i++)
        {
            stranger.Send(Plain(), _session.Local);
            stranger.Send(Sealed(wrong, Plain()), _session.Local);
            Tick();
        }

        Assert.Equal(0, _observer.Heard);
        Assert.Equal(0, stranger.Available);
        Assert.Equal(20, _session.Report().PacketsUnauthenticated);

        var packet = Sealed(_peerKeys, Plain());
        Send(packet);
        Send(packet);
        Assert.Equal(160, _observer.Heard);
        Assert.Equal((1L, 1L), (_session.Report().PacketsReceived, _session.Report().PacketsReplayed));
    }

    [Fact]
    public void A_forged_digit_is_no_digit()
    {
        Talk(3);
        for (var i = 0; i < 5; i++)
        {
            var forged = Plain(101, 4);
            (forged[^4], forged[^3]) = (5, 0x80);
            Send(forged);
        }

        Tick(20);
        Assert.Empty(_observer.Digits);
    }

    [Fact]
    public void Ten_thousand_random_packets_end_no_call_and_are_told_seldom()
    {
        Talk(5);
        var random = new Random(3);
        for (var i = 0; i < 10_000; i++)
        {
            var junk = new byte[random.Next(0, 300)];
            random.NextBytes(junk);
            if (i % 2 == 0 && junk.Length > 12) RtpPacket.WriteHeader(junk, false, 0, (ushort)i, (uint)i, 77);
            _peer.Send(junk, _session.Local);
            if (i % 20 == 0) Tick();
        }

        Tick(50);
        var before = _observer.Heard;
        Talk(20);

        Assert.Equal(20 * 160, _observer.Heard - before);
        Assert.Empty(_observer.Failures);
        Assert.InRange(_session.Report().PacketsUnauthenticated, 5_000, 10_000);
        Assert.InRange(_observer.Forged.Count, 1, 3);
    }

    [Fact]
    public void The_roll_over_is_heard_through_and_the_same_keys_keep_it()
    {
        _sequence = 65530;
        Talk(20);
        _session.Configure(Parameters(_theirs) with { EventReceiveType = 102 });
        Talk(20);

        Assert.Equal(40 * 160, _observer.Heard);
        Assert.Equal(0, _session.Report().PacketsUnauthenticated);
    }

    [Fact]
    public void A_new_key_of_the_peer_takes_over_without_a_gap()
    {
        Talk(10);
        var next = RandomNumberGenerator.GetBytes(Suite.MasterBytes);
        _session.Configure(Parameters(next));
        // Under the old key still, for the answer is on its way.
        Talk(5);
        using var rekeyed = new SrtpSession(new SrtpKeys(Suite, next, _ours));
        for (var i = 0; i < 10; i++) Send(Sealed(rekeyed, Plain()));
        Assert.Equal(25 * 160, _observer.Heard);

        Talk(5);
        Assert.Equal(25 * 160, _observer.Heard);
        Assert.Equal(5, _session.Report().PacketsUnauthenticated);
    }

    [Fact]
    public async Task Reports_are_encrypted_and_those_of_others_not_read()
    {
        Talk(2);
        var control = new IPEndPoint(_session.Local.Address, _session.Local.Port + 1);
        var report = new byte[200];
        var block = new ReportBlock(0, 0, 42, 0, 0, 0, 0);
        // Of whatever source we are: the first packet that the peer got says it.
        IPEndPoint? from = null;
        block = block with { Ssrc = BinaryPrimitives.ReadUInt32BigEndian(_peer.Receive(ref from).AsSpan(8)) };
        var length = RtcpPacket.Write(report, 77, null, block, "x"u8, bye: false);
        _peer.Send(report.AsSpan(0, length), control);
        Tick();
        Assert.Null(_session.Report().RemoteLost);

        length = _peerKeys.ProtectControl(report, length);
        _peer.Send(report.AsSpan(0, length), control);
        Tick();
        Assert.Equal(42, _session.Report().RemoteLost);
        Assert.Equal(1, _session.Report().PacketsUnauthenticated);
        await _session.DisposeAsync();
    }
}
