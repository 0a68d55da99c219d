using System.Net;
using System.Net.Sockets;
using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Tests.Rtp;

/// <summary>A line that agrees on its keys by DTLS, over real loopback sockets; the test is the clock and the thread pool.</summary>
public sealed class DtlsLineTests : IAsyncDisposable
{
    private readonly int _first = FreeRange.Of(4);
    private readonly RtpPortPool _pool;
    private readonly MediaEngine _engine = new(new MediaOptions(), () => _ => { }, TimeProvider.System);
    private readonly UdpClient _peer;
    private readonly UdpClient _peerControl;
    private readonly DtlsIdentity _ours = new(TimeProvider.System);
    private readonly DtlsIdentity _theirs = new(TimeProvider.System);
    private readonly DtlsAssociation _peerMedia;
    private readonly DtlsAssociation _peerReports;
    private readonly Line _line = new();
    private readonly RtpSession _session;
    private SrtpSession? _peerKeys;
    private long _now = 1_000_000_000_000;
    private ushort _sequence = 1;

    public DtlsLineTests()
    {
        _pool = new RtpPortPool(new RtpPortPoolOptions { FirstPort = _first, LastPort = _first + 3, QuietBeforeReuse = TimeSpan.Zero }, TimeProvider.System);
        (_peer, _peerControl) = Pair();
        _session = _pool.TryOpen()!;
        _session.Listen(_line);
        _session.Play(_line);
        _session.Start(_engine, _line);
        _peerMedia = Association(_theirs, DtlsRole.Server, _ours);
        _peerReports = Association(_theirs, DtlsRole.Server, _ours);
    }

    private RtpParameters Parameters(DtlsAssociation media, DtlsAssociation? reports = null) => new((IPEndPoint)_peer.Client.LocalEndPoint!, AudioCodec.Pcmu, 0)
    {
        Dtls = media, ControlDtls = reports,
    };

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _engine.DisposeAsync();
        _pool.Dispose();
        _peer.Dispose();
        _peerControl.Dispose();
        _peerMedia.Dispose();
        _peerReports.Dispose();
        _peerKeys?.Dispose();
        _ours.Dispose();
        _theirs.Dispose();
    }

    [Fact]
    public void Nothing_is_played_before_the_keys_and_the_greeting_comes_whole()
    {
        _session.Configure(Parameters(Association(_ours, DtlsRole.Client, _theirs), Association(_ours, DtlsRole.Client, _theirs)));
        Tick(50);
        Assert.Equal(0, _line.Pulled);
        Assert.Equal(0, _session.PlayedSamples);
        var said = Take(_peer, dtlsOnly: false);
        Assert.All(said, datagram => Assert.True(DatagramKind.IsDtls(datagram)));
        foreach (var datagram in said) _peerMedia.Take(datagram);

        Shake();
        Tick(5);
        var packets = Take(_peer, dtlsOnly: false);
        Assert.Equal(_line.Pulled, packets.Count);
        var number = 0;
        foreach (var packet in packets)
        {
            Assert.Equal(SrtpVerdict.Good, _peerKeys!.Unprotect(packet, out var length));
            Assert.All(packet[RtpPacket.HeaderBytes..length], sample => Assert.Equal(Line.Coded(number), sample));
            number++;
        }

        Assert.InRange(number, 4, 8);
        var report = _session.Report();
        Assert.Equal(("AEAD_AES_256_GCM", "dtls", 0L), (report.Encryption, report.KeyExchange, report.PacketsUnauthenticated));
    }

    [Fact]
    public void What_the_peer_says_is_heard_under_the_agreed_keys_only()
    {
        _session.Configure(Parameters(Association(_ours, DtlsRole.Client, _theirs)));
        Send(Plain());
        Tick(5);
        Assert.Equal(0, _line.Heard);

        Shake();
        for (var i = 0; i < 10; i++) Send(Sealed(Plain()));
        Send(Plain());
        Assert.Equal(10 * 160, _line.Heard);
        Assert.Equal(1, _session.Report().PacketsUnauthenticated);
    }

    [Fact]
    public void Strangers_do_not_reach_the_handshake()
    {
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var association = Association(_ours, DtlsRole.Server, _theirs);
        _session.Configure(Parameters(association));
        using var other = Association(_theirs, DtlsRole.Client, _ours);
        other.Start(_ => { }, _ => { });
        Assert.True(other.TryNext(out var hello));
        for (var i = 0; i < 20; i++)
        {
            stranger.Send(hello, _session.Local);
            stranger.Send([21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 99, 0, 2, 2, 40], _session.Local);
            Tick();
        }

        Assert.Equal(0, stranger.Available);
        Assert.Empty(Take(_peer, dtlsOnly: false));
        Assert.Null(association.Suite);
        Assert.Empty(_line.Faults);
        Assert.Equal(40, _session.Report().PacketsRefused);
    }

    [Theory]
    [InlineData(nameof(SourceLearning.Anywhere), true)]
    [InlineData(nameof(SourceLearning.Never), false)]
    public void Behind_a_nat_the_peer_shows_where_it_is(string learning, bool reached)
    {
        var association = Association(_ours, DtlsRole.Server, _theirs);
        // What it names is not where it is, and is not believed.
        _session.Configure(Parameters(association) with
        {
            Remote = new IPEndPoint(IPAddress.Parse("10.1.2.3"), 4000), BelievesRemote = false, Signaller = IPAddress.Loopback,
            Learning = Enum.Parse<SourceLearning>(learning),
        });
        using var peer = Association(_theirs, DtlsRole.Client, _ours);
        Shake(peer, mayFail: true);

        Assert.Equal(reached, association.Suite is not null);
        Assert.Equal(reached, _peerKeys is not null);
        if (!reached) return;
        for (var i = 0; i < 10; i++) Send(Sealed(Plain()));
        Assert.InRange(_line.Heard, 5 * 160, 10 * 160);
        Assert.True(_peer.Available > 0);
    }

    [Fact]
    public void A_new_handshake_lets_the_old_keys_live_until_it_is_done()
    {
        _session.Configure(Parameters(Association(_ours, DtlsRole.Client, _theirs)));
        Shake();
        for (var i = 0; i < 5; i++) Send(Sealed(Plain()));
        var before = _peerKeys!;

        using var again = Association(_theirs, DtlsRole.Server, _ours);
        _session.Configure(Parameters(Association(_ours, DtlsRole.Client, _theirs)));
        Tick(3);
        for (var i = 0; i < 5; i++) Send(Sealed(Plain()));
        Assert.Equal(10 * 160, _line.Heard);

        _peerKeys = null;
        Shake(again);
        for (var i = 0; i < 5; i++) Send(Sealed(Plain()));
        Assert.Equal(15 * 160, _line.Heard);
        Take(_peer, dtlsOnly: false);
        Tick(3);
        Assert.All(Take(_peer, dtlsOnly: false), packet => Assert.Equal(SrtpVerdict.Good, _peerKeys!.Unprotect(packet, out _)));
        before.Dispose();
    }

    [Fact]
    public void A_wrong_certificate_is_told_to_the_owner()
    {
        using var stranger = new DtlsIdentity(TimeProvider.System);
        _session.Configure(Parameters(Association(_ours, DtlsRole.Client, stranger)));
        Shake(mayFail: true);

        Assert.Equal([DtlsFault.WrongCertificate], _line.Faults);
        Assert.Null(_session.Report().Encryption);
        Assert.Equal(0, _line.Pulled);
    }

    /// <summary>Waits of OpenSSL's own are out of the way: nothing is lost here.</summary>
    private static DtlsAssociation Association(DtlsIdentity of, DtlsRole role, DtlsIdentity peer) =>
        new(of, new DtlsTerms(role, [peer.Fingerprint]) { FirstRetransmission = TimeSpan.FromHours(1) }, TimeProvider.System, static work => work.Execute());

    private void Shake(DtlsAssociation? with = null, bool mayFail = false)
    {
        var media = with ?? _peerMedia;
        foreach (var side in new[] { media, _peerReports }) side.Start(_line.PeerFaults.Add, static bug => Assert.Fail(bug.ToString()));
        for (var i = 0; i < 100 && _peerKeys is null && _line.Faults.Count == 0; i++)
        {
            Tick();
            foreach (var (socket, side, port) in new[] { (_peer, media, 0), (_peerControl, _peerReports, 1) })
            {
                foreach (var datagram in Take(socket, dtlsOnly: true)) side.Take(datagram);
                while (side.TryNext(out var answer)) socket.Send(answer, new IPEndPoint(_session.Local.Address, _session.Local.Port + port));
            }

            _peerKeys = media.TakeSession();
        }

        Assert.True(mayFail || _peerKeys is not null);
    }

    private void Tick(int frames = 1)
    {
        for (var phases = frames * PhaseSchedule.PhasesPerFrame; phases > 0; phases--) _engine.LeastLoaded().RunPhase(_now += PhaseSchedule.PhaseNs);
    }

    private byte[] Plain()
    {
        var packet = new byte[RtpPacket.HeaderBytes + 160];
        RtpPacket.WriteHeader(packet, false, 0, _sequence++, _sequence * 160u, 77);
        return packet;
    }

    private byte[] Sealed(byte[] plain)
    {
        var buffer = new byte[plain.Length + SrtpSession.MaxOverhead];
        plain.CopyTo(buffer, 0);
        return buffer[.._peerKeys!.Protect(buffer, plain.Length)];
    }

    private void Send(byte[] datagram)
    {
        _peer.Send(datagram, _session.Local);
        Tick();
    }

    private static List<byte[]> Take(UdpClient socket, bool dtlsOnly)
    {
        var datagrams = new List<byte[]>();
        while (socket.Available > 0)
        {
            IPEndPoint? from = null;
            var datagram = socket.Receive(ref from);
            if (!dtlsOnly || DatagramKind.IsDtls(datagram)) datagrams.Add(datagram);
        }

        return datagrams;
    }

    private static (UdpClient Media, UdpClient Control) Pair()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var media = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            try
            {
                return (media, new UdpClient(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)media.Client.LocalEndPoint!).Port + 1)));
            }
            catch (SocketException)
            {
                media.Dispose();
            }
        }

        throw new InvalidOperationException("No two ports in a row are free.");
    }

    /// <summary>Plays frames that can be told apart, and keeps what the line tells.</summary>
    private sealed class Line : IRtpObserver, IFrameSink, IFrameSource
    {
        public int Pulled { get; private set; }
        public int Heard { get; private set; }
        public List<DtlsFault> Faults { get; } = [];
        public List<DtlsFault> PeerFaults { get; } = [];

        public static byte Coded(int number)
        {
            var code = new byte[1];
            G711.Encode(AudioCodec.Pcmu, [Level(number)], code);
            return code[0];
        }

        public int Pull(Span<short> frame)
        {
            frame.Fill(Level(Pulled++));
            return frame.Length;
        }

        public void Accept(in AudioFrame frame) => Heard += frame.Concealed ? 0 : frame.Samples.Length;
        public void KeysFailed(DtlsFault fault) => Faults.Add(fault);
        public void DigitReceived(char digit, TimeSpan duration) => Assert.Fail("No key was pressed.");
        public void MediaTimedOut(TimeSpan silence) => Assert.Fail("It has not been long.");
        public void MediaForged(long total)
        {
        }

        public void MediaFailed(Exception exception) => Assert.Fail(exception.ToString());

        private static short Level(int number) => (short)(1000 * (number + 1));
    }
}
