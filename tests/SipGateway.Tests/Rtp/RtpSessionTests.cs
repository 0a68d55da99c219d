using System.Net;
using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Rtp;

/// <summary>Whole sessions over real loopback sockets; the test is the clock.</summary>
public sealed class RtpSessionTests : IAsyncDisposable
{
    private const long Ms = 1_000_000;

    private readonly int _first = FreeRange.Of(4);
    private readonly RtpPortPool _pool;
    private readonly MediaEngine _engine = new(new MediaOptions(), () => _ => { }, TimeProvider.System);
    private readonly RtpPeer _peer = new();
    private readonly Observer _observer = new();
    private readonly Sink _sink = new();
    private readonly RtpSession _session;
    private long _now = 1_000_000 * Ms;

    public RtpSessionTests()
    {
        _pool = new RtpPortPool(
            new RtpPortPoolOptions { FirstPort = _first, LastPort = _first + 3, QuietBeforeReuse = TimeSpan.Zero }, TimeProvider.System);
        _session = Open(_observer, _sink);
    }

    private sealed class Observer : IRtpObserver
    {
        public List<(char Digit, double Ms)> Digits { get; } = [];
        public List<TimeSpan> TimedOut { get; } = [];
        public List<Exception> Failures { get; } = [];

        public void DigitReceived(char digit, TimeSpan duration) => Digits.Add((digit, duration.TotalMilliseconds));
        public void MediaTimedOut(TimeSpan silence) => TimedOut.Add(silence);
        public void MediaForged(long total) => Failures.Add(new InvalidOperationException("nothing is encrypted here"));
        public void MediaFailed(Exception exception) => Failures.Add(exception);
    }

    private sealed class Sink : IFrameSink
    {
        public List<short> Real { get; } = [];
        public long Concealed { get; private set; }

        public void Accept(in AudioFrame frame)
        {
            if (frame.Concealed) Concealed += frame.Samples.Length;
            else Real.AddRange(frame.Samples);
        }
    }

    private sealed class FaultySource : IFrameSource
    {
        public int Pull(Span<short> frame) => throw new InvalidOperationException("bug");
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _engine.DisposeAsync();
        _pool.Dispose();
        _peer.Dispose();
    }

    private RtpSession Open(IRtpObserver observer, IFrameSink sink)
    {
        var session = _pool.TryOpen()!;
        session.Listen(sink);
        session.Start(_engine, observer);
        return session;
    }

    private RtpParameters Parameters(AudioCodec codec = AudioCodec.Pcmu, byte payloadType = 0) =>
        new(_peer.EndPoint, codec, payloadType) { EventSendType = 101, EventReceiveType = 101 };

    private void Tick(int frames = 1)
    {
        for (var phases = frames * PhaseSchedule.PhasesPerFrame; phases > 0; phases--)
            _engine.LeastLoaded().RunPhase(_now += PhaseSchedule.PhaseNs);
    }

    private void Talk(RtpPeer peer, int packets)
    {
        for (; packets > 0; packets--)
        {
            peer.SendAudio(_session.Local);
            Tick();
        }
    }

    [Theory]
    [InlineData(AudioCodecName.Pcmu, 0, 0xFF)]
    [InlineData(AudioCodecName.Pcma, 8, 0xD5)]
    public void A_silent_agent_sends_silence_on_time(AudioCodecName codec, byte payloadType, byte silence)
    {
        _session.Configure(Parameters((AudioCodec)codec, payloadType));
        Tick(50);
        var packets = _peer.Receive();
        Assert.Equal(50, packets.Count);
        Assert.True(packets[0].Marker);
        Assert.All(packets.Skip(1), packet => Assert.False(packet.Marker));
        for (var i = 0; i < packets.Count; i++)
        {
            Assert.Equal((ushort)(packets[0].Sequence + i), packets[i].Sequence);
            Assert.Equal((uint)(packets[0].Timestamp + i * 160), packets[i].Timestamp);
            Assert.Equal((packets[0].Ssrc, payloadType), (packets[i].Ssrc, packets[i].PayloadType));
            Assert.Equal(160, packets[i].Payload.Length);
            Assert.All(packets[i].Payload, sample => Assert.Equal(silence, sample));
        }
        Assert.Equal(50 * 160, _session.PlayedSamples);
    }

    public enum AudioCodecName { Pcmu, Pcma }

    [Fact]
    public void What_is_played_is_sent_and_what_is_short_is_filled_up()
    {
        var ring = new FrameRing(1600);
        ring.Write([.. Enumerable.Repeat((short)1000, 320)]);
        _session.Play(ring);
        _session.Configure(Parameters());
        Tick(3);
        var packets = _peer.Receive();
        Assert.All(packets[0].Payload.Concat(packets[1].Payload), sample => Assert.NotEqual(0xFF, sample));
        Assert.All(packets[2].Payload, sample => Assert.Equal(0xFF, sample));
    }

    [Fact]
    public void What_comes_in_is_heard_unchanged_and_echoes_back_exactly()
    {
        var echo = new FrameRing(8000);
        _session.Listen(echo);
        _session.Play(echo);
        _session.Configure(Parameters());
        var random = new Random(5);
        var sent = new List<byte[]>();
        for (var i = 0; i < 20; i++)
        {
            var payload = new byte[160];
            random.NextBytes(payload);
            // The two zeros of mu-law come back as one.
            for (var k = 0; k < payload.Length; k++) if (payload[k] == 0x7F) payload[k] = 0xFF;
            sent.Add(payload);
            _peer.SendAudio(_session.Local, payload);
            Tick();
        }
        Tick(2);
        var back = _peer.Receive().Select(packet => packet.Payload).SkipWhile(payload => payload.All(sample => sample == 0xFF)).ToList();
        for (var i = 0; i < sent.Count; i++) Assert.Equal(sent[i], back[i]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void On_hold_nothing_is_sent_and_no_silence_ends_the_call(bool musicOnHold)
    {
        _session.Configure(Parameters());
        Talk(_peer, 5);
        var before = _peer.Receive()[^1];
        var played = _session.PlayedSamples;
        _session.Configure(Parameters() with { Sends = false, Receives = musicOnHold });
        Tick(100 * 50);
        Assert.Empty(_peer.Receive());
        Assert.Empty(_observer.TimedOut);
        Assert.Equal(played, _session.PlayedSamples);

        _session.Configure(Parameters());
        Tick();
        var after = Assert.Single(_peer.Receive());
        Assert.True(after.Marker);
        Assert.Equal((ushort)(before.Sequence + 1), after.Sequence);
        Assert.Equal((uint)(before.Timestamp + 5001 * 160), after.Timestamp);
    }

    [Fact]
    public void Without_any_media_the_owner_is_told_after_thirty_seconds_once()
    {
        _session.Configure(Parameters());
        Tick(30 * 50);
        Assert.Empty(_observer.TimedOut);
        Tick(60 * 50);
        Assert.Single(_observer.TimedOut);
    }

    [Fact]
    public void When_media_ends_the_owner_is_told_after_fifteen_seconds()
    {
        _session.Configure(Parameters());
        Talk(_peer, 10);
        Tick(15 * 50 - 3);
        Assert.Empty(_observer.TimedOut);
        Tick(5);
        Assert.Single(_observer.TimedOut);
    }

    [Fact]
    public void A_strangers_packets_are_counted_and_nothing_goes_to_it()
    {
        using var stranger = new RtpPeer(IPAddress.Parse("127.0.0.9")) { Ssrc = 0xEF0A07DE };
        _session.Configure(Parameters());
        Talk(_peer, 5);
        var heard = _sink.Real.Count;
        for (var i = 0; i < 20; i++)
        {
            stranger.SendAudio(_session.Local, [.. Enumerable.Repeat((byte)0x10, 160)]);
            Tick();
        }
        Assert.Equal(heard, _sink.Real.Count);
        Assert.Empty(stranger.Receive());
        Assert.Equal(20, _session.Report().PacketsRefused);
        Assert.Equal(25, _peer.Receive().Count);
    }

    [Fact]
    public void A_peer_behind_another_port_is_learned_and_sent_to()
    {
        using var moved = new RtpPeer();
        _session.Configure(Parameters() with { Learning = SourceLearning.Anywhere });
        Talk(moved, 6);
        Assert.Equal(2 * 160, _sink.Real.Count);
        Assert.NotEmpty(moved.Receive());
        Assert.Equal(moved.EndPoint.ToString(), _session.Report().RemoteMedia);
    }

    [Fact]
    public void The_rest_of_an_old_call_on_the_same_port_is_not_heard()
    {
        _session.Configure(Parameters());
        Talk(_peer, 5);
        _peer.Ssrc++; // the call was transferred in between: both its sources are known
        Talk(_peer, 5);
        _peer.Ssrc--;
        var closing = _session.DisposeAsync().AsTask();
        Assert.True(closing.IsCompletedSuccessfully);

        // Two ports on: the pool goes round. The next one is the old call's port again.
        using var skipped = new Disposer(_pool.TryOpen()!);
        var sink = new Sink();
        var next = Open(new Observer(), sink);
        Assert.Equal(_session.LocalPort, next.LocalPort);
        next.Configure(Parameters());
        Talk(_peer, 5);
        _peer.Ssrc++;
        Talk(_peer, 5);
        Assert.Empty(sink.Real);
        Assert.Equal(10, next.Report().PacketsRefused);
        _peer.Ssrc++;
        Talk(_peer, 10);
        Assert.Equal(10 * 160, sink.Real.Count);
        using var end = new Disposer(next);
    }

    private sealed class Disposer(RtpSession session) : IDisposable
    {
        public void Dispose() => Assert.True(session.DisposeAsync().AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void Digits_come_once_each_with_their_length()
    {
        _session.Configure(Parameters());
        Talk(_peer, 2);
        foreach (var code in new byte[] { 1, 11 })
        {
            var start = _peer.Timestamp;
            for (var frame = 1; frame <= 5; frame++)
            {
                _peer.SendEvent(_session.Local, start, code, end: false, (ushort)(frame * 160));
                Tick();
            }
            for (var repeat = 0; repeat < 3; repeat++) _peer.SendEvent(_session.Local, start, code, end: true, 960);
            _peer.Timestamp += 960;
            Talk(_peer, 3);
        }
        Assert.Equal([('1', 120.0), ('#', 120.0)], _observer.Digits);
        Assert.Equal(0, _session.Report().PacketsLost);
    }

    [Fact]
    public void A_digit_whose_ends_are_lost_still_comes()
    {
        _session.Configure(Parameters());
        Talk(_peer, 2);
        _peer.SendEvent(_session.Local, _peer.Timestamp, 5, end: false, 160);
        _peer.Timestamp += 960;
        Talk(_peer, 15);
        Assert.Equal('5', Assert.Single(_observer.Digits).Digit);
    }

    [Fact]
    public void Digits_are_sent_as_events_and_sound_goes_on_afterwards()
    {
        _session.Configure(Parameters());
        Tick(2);
        Assert.True(_session.SendDigit('5', TimeSpan.FromMilliseconds(200)));
        Assert.False(_session.SendDigit('?', TimeSpan.FromMilliseconds(200)));
        Tick(20);
        var packets = _peer.Receive();
        var events = packets.Where(packet => packet.PayloadType == 101).ToList();
        Assert.Equal(12, events.Count);
        Assert.True(events[0].Marker);
        Assert.Single(events.Select(packet => packet.Timestamp).Distinct());
        Assert.All(events.TakeLast(3), packet => Assert.Equal("058A0640", Convert.ToHexString(packet.Payload)));
        Assert.Equal(Enumerable.Range(packets[0].Sequence, 22).Select(i => (ushort)i), packets.Select(packet => packet.Sequence));
        Assert.Equal(packets[0].Timestamp + 21 * 160, packets[^1].Timestamp);
        Assert.Equal(10 * 160, _session.PlayedSamples);
    }

    [Theory]
    [InlineData(nameof(KeyWay.EventsOrTones), null)]
    [InlineData(nameof(KeyWay.Tones), (byte)101)]
    public void A_peer_without_telephone_events_gets_tones_between_what_is_played(string way, byte? events)
    {
        var voice = new FrameRing(16_000);
        voice.Write([.. Enumerable.Range(1, 30 * 160).Select(i => (short)(i / 160 * 100 + 1000))]);
        _session.Play(voice);
        _session.Configure(Parameters() with { EventSendType = events, KeyWay = Enum.Parse<KeyWay>(way) });
        Tick(5);
        foreach (var key in "5#0") Assert.True(_session.SendDigit(key, TimeSpan.FromMilliseconds(100)));
        Assert.False(_session.SendDigit('?', TimeSpan.FromMilliseconds(100)));
        Tick(49);
        var packets = _peer.Receive();
        Assert.All(packets, packet => Assert.Equal(0, packet.PayloadType));
        Assert.Equal("5#0", KeysIn(packets));
        // Time of keys is no time of the voice: nothing of it is lost.
        Assert.Equal(30 * 160, _session.PlayedSamples);
        Assert.Equal(0, voice.Available);
    }

    [Fact]
    public void Where_keys_go_by_another_way_the_media_takes_none()
    {
        _session.Configure(Parameters() with { KeyWay = KeyWay.Outside });
        Assert.False(_session.SendDigit('5', TimeSpan.FromMilliseconds(100)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tones_of_a_peer_without_telephone_events_are_keys(bool hasEvents)
    {
        _session.Configure(Parameters() with { EventSendType = hasEvents ? (byte)101 : null });
        var tone = new short[160];
        var payload = new byte[160];
        foreach (var key in "17#")
        {
            for (var i = 0; i < 9; i++)
            {
                tone.AsSpan().Clear();
                if (i < 5) DtmfTone.Write(key, 8000, i * 160, tone);
                G711.Encode(AudioCodec.Pcmu, tone, payload);
                _peer.SendAudio(_session.Local, payload);
                Tick();
            }
        }

        Assert.Equal(hasEvents ? "" : "17#", string.Concat(_observer.Digits.Select(digit => digit.Digit)));
        Assert.All(_observer.Digits, digit => Assert.InRange(digit.Ms, 75, 115));
    }

    private static string KeysIn(IEnumerable<ReceivedPacket> packets)
    {
        var detector = new DtmfDetector(8000);
        var heard = "";
        var frame = new short[160];
        foreach (var packet in packets)
        {
            G711.Decode(AudioCodec.Pcmu, packet.Payload, frame);
            if (detector.Take(frame) is { } key) heard += key.Key;
        }

        return heard;
    }

    [Fact]
    public void Loss_is_filled_counted_and_reordering_is_neither()
    {
        _session.Configure(Parameters());
        Talk(_peer, 5);
        _peer.Sequence++;
        _peer.Timestamp += 160;
        Talk(_peer, 5);
        // The next two swap places.
        _peer.Sequence++;
        _peer.Timestamp += 160;
        _peer.SendAudio(_session.Local);
        _peer.Sequence -= 2;
        _peer.Timestamp -= 320;
        _peer.SendAudio(_session.Local);
        _peer.Sequence++;
        _peer.Timestamp += 160;
        Tick(2);
        Talk(_peer, 5);
        var report = _session.Report();
        Assert.Equal((17, 1, 0, 0), (report.PacketsReceived, report.PacketsLost, report.PacketsLate, report.PacketsRefused));
        Assert.Equal(17 * 160, _sink.Real.Count);
        Assert.Equal(160, _sink.Concealed);
    }

    [Fact]
    public void A_new_source_on_the_same_address_is_heard_at_once_and_two_do_not_tear_each_other_apart()
    {
        _session.Configure(Parameters());
        Talk(_peer, 3);
        (_peer.Ssrc, _peer.Sequence, _peer.Timestamp) = (0xBEEF, 60_000, 7);
        Talk(_peer, 3);
        Assert.Equal(6 * 160, _sink.Real.Count);
        Assert.Equal(0, _sink.Concealed);

        // The first one sends on, in between: it was replaced, and is refused until it comes alone.
        for (var i = 0; i < 10; i++)
        {
            (_peer.Ssrc, _peer.Sequence) = (0xC0FFEE, (ushort)(2000 + i));
            _peer.SendAudio(_session.Local);
            (_peer.Ssrc, _peer.Sequence) = (0xBEEF, (ushort)(60_003 + i));
            Talk(_peer, 1);
        }
        Assert.Equal(10, _session.Report().PacketsRefused);
        (_peer.Ssrc, _peer.Sequence) = (0xC0FFEE, 3000);
        Talk(_peer, 5);
        Assert.Equal(12, _session.Report().PacketsRefused);
    }

    [Fact]
    public void Other_payload_types_garbage_and_oversize_are_counted_and_comfort_noise_is_not()
    {
        _session.Configure(Parameters());
        Talk(_peer, 2);
        _peer.SendAudio(_session.Local, payloadType: 8);
        _peer.SendAudio(_session.Local, payloadType: 96);
        _peer.SendRaw(_session.Local, []);
        _peer.SendRaw(_session.Local, [1, 2, 3]);
        _peer.SendRaw(_session.Local, new byte[5000]);
        _peer.SendAudio(_session.Local, new byte[1400]);
        _peer.SendAudio(_session.Local, [30], payloadType: 13);
        Tick(4);
        var report = _session.Report();
        Assert.Equal(6, report.PacketsRefused);
        Assert.Equal(3, report.PacketsReceived);
        Assert.Empty(_observer.Failures);
    }

    [Fact]
    public void Before_it_is_configured_it_neither_sends_nor_hears()
    {
        Talk(_peer, 3);
        Assert.Empty(_peer.Receive());
        Assert.Empty(_sink.Real);
        Assert.Equal(3, _session.Report().PacketsRefused);
    }

    [Fact]
    public void A_source_that_throws_ends_this_leg_only()
    {
        _session.Configure(Parameters());
        _session.Play(new FaultySource());
        Tick(3);
        Assert.Equal("bug", Assert.Single(_observer.Failures).Message);
    }

    [Fact]
    public async Task The_report_names_codec_addresses_and_figures()
    {
        _session.Configure(Parameters(AudioCodec.Pcma, 8));
        for (var i = 0; i < 10; i++)
        {
            _peer.SendAudio(_session.Local, payloadType: 8);
            Tick();
        }
        await _session.DisposeAsync();
        var report = _session.Report();
        Assert.Equal("PCMA", report.Codec);
        Assert.Equal($"127.0.0.1:{_session.LocalPort}", report.LocalMedia);
        Assert.Equal(_peer.EndPoint.ToString(), report.RemoteMedia);
        Assert.Equal((10, 10, 0), (report.PacketsSent, report.PacketsReceived, report.PacketsLost));
        Assert.Equal(0, report.JitterMs, 3);
    }

    [Fact]
    public async Task Reports_go_to_the_port_above_and_the_last_one_says_goodbye()
    {
        var media = new IPEndPoint(IPAddress.Loopback, FreeRange.Of(2));
        using var control = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, media.Port + 1));
        _session.Configure(Parameters() with { Remote = media });
        Tick(10 * 50);
        var reports = new List<byte[]>();
        var ours = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(Next().AsSpan(4));
        var about = new byte[RtcpReporter.MaxPacket];
        var length = RtcpPacket.Write(about, 1, null, new ReportBlock(ours, 0, 9, 0, 0, 0, 0), "peer"u8, bye: false);
        control.Send(about, length, new IPEndPoint(IPAddress.Loopback, _session.LocalPort + 1));
        Tick();
        Assert.Equal(9, _session.Report().RemoteLost);
        await _session.DisposeAsync();
        while (control.Available > 0) Next();
        Assert.InRange(reports.Count, 2, 5);
        Assert.All(reports, report => Assert.True(RtcpPacket.TryParse(report, 0, out _)));
        Assert.Equal(200, reports[0][1]);
        Assert.Equal(203, reports[^1][^7]);

        byte[] Next()
        {
            IPEndPoint? from = null;
            reports.Add(control.Receive(ref from));
            Assert.Equal(_session.LocalPort + 1, from!.Port);
            return reports[^1];
        }
    }

    [Fact]
    public async Task Where_both_agreed_reports_share_the_port_of_the_media()
    {
        _session.Configure(Parameters() with { MultiplexesControl = true });
        var about = new byte[RtcpReporter.MaxPacket];
        Talk(_peer, 2);
        _peer.Receive();
        for (var i = 0; i < 10; i++) Tick(25);
        var reports = _peer.ReceiveControl();
        Assert.NotEmpty(reports);
        var ours = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(reports[0].AsSpan(4));
        _peer.SendRaw(_session.Local, about[..RtcpPacket.Write(about, _peer.Ssrc, null, new ReportBlock(ours, 0, 9, 0, 0, 0, 0), "peer"u8, bye: false)]);
        Tick();
        Assert.Equal((9, 2, 0), (_session.Report().RemoteLost, _session.Report().PacketsReceived, _session.Report().PacketsRefused));
        await _session.DisposeAsync();
        Assert.Equal(203, _peer.ReceiveControl()[^1][^7]);
    }

    [Fact]
    public void Reports_go_to_the_port_that_the_peer_named()
    {
        using var control = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        _session.Configure(Parameters() with { ControlPort = ((IPEndPoint)control.Client.LocalEndPoint!).Port });
        Tick(10 * 50);
        Assert.True(control.Available > 0);
    }

    [Fact]
    public void After_a_goodbye_the_same_source_may_begin_anew()
    {
        _session.Configure(Parameters() with { MultiplexesControl = true });
        Talk(_peer, 5);
        var goodbye = new byte[RtcpReporter.MaxPacket];
        _peer.SendRaw(_session.Local, goodbye[..RtcpPacket.Write(goodbye, _peer.Ssrc, null, null, "peer"u8, bye: true)]);
        Tick();
        (_peer.Sequence, _peer.Timestamp) = (40_000, 9);
        Talk(_peer, 5);
        Assert.Equal((10 * 160, 0L), (_sink.Real.Count, _session.Report().PacketsRefused));
        Assert.Equal(0, _sink.Concealed);
    }

    [Fact]
    public void The_report_scores_what_was_heard()
    {
        _session.Configure(Parameters());
        Assert.Null(_session.Report().Mos);
        Talk(_peer, 50);
        Assert.InRange(_session.Report().Mos!.Value, 4.35, 4.42);
        for (var i = 0; i < 50; i++)
        {
            if (i % 5 == 0)
            {
                _peer.Sequence++;
                _peer.Timestamp += 160;
            }

            Talk(_peer, 1);
        }

        Assert.InRange(_session.Report().Mos!.Value, 3.0, 3.8);
    }

    [Fact]
    public void A_packet_costs_no_allocation()
    {
        var echo = new FrameRing(8000);
        _session.Listen(echo);
        _session.Play(echo);
        _session.Configure(Parameters());
        // Warm up: first calls compile, the first hole gets its room, the first report is sent.
        Talk(_peer, 400);
        _peer.Sequence++;
        Talk(_peer, 20);

        const int Packets = 500;
        var datagrams = new byte[Packets][];
        for (var i = 0; i < Packets; i++)
        {
            datagrams[i] = new byte[RtpPacket.HeaderBytes + 160];
            RtpPacket.WriteHeader(datagrams[i], false, 0, _peer.Sequence++, _peer.Timestamp += 160, _peer.Ssrc);
        }
        // Every twentieth packet is lost and every twenty-third comes twice.
        long allocated = 0;
        for (var i = 0; i < Packets; i++)
        {
            if (i % 20 != 7) _peer.SendRaw(_session.Local, datagrams[i]);
            if (i % 23 == 0) _peer.SendRaw(_session.Local, datagrams[i]);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Tick();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, allocated);
        Assert.True(_session.Report().PacketsLate > 0);
    }
}
