using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Tests.Media;

namespace Voxie.SipGateway.Tests.Rtp;

/// <summary>Sessions in every codec and packet time, over real loopback sockets; the test is the clock.</summary>
public sealed class CodecLineTests : IAsyncDisposable
{
    private const long PhaseMs = PhaseSchedule.PhaseNs / 1_000_000;

    private readonly RtpPortPool _pool;
    private readonly MediaEngine _engine = new(new MediaOptions(), () => _ => { }, TimeProvider.System);
    private readonly RtpPeer _peer = new();
    private readonly Observer _observer = new();
    private readonly Sink _sink = new();
    private readonly RtpSession _session;
    private long _now = 1_000_000_000_000;

    public CodecLineTests()
    {
        var first = FreeRange.Of(2);
        _pool = new RtpPortPool(new RtpPortPoolOptions { FirstPort = first, LastPort = first + 1, QuietBeforeReuse = TimeSpan.Zero }, TimeProvider.System);
        _session = _pool.TryOpen()!;
        _session.Listen(_sink);
        _session.Start(_engine, _observer);
    }

    private sealed class Sink : IFrameSink
    {
        private long _next;

        public List<short> All { get; } = [];
        public List<bool> Concealed { get; } = [];
        public HashSet<int> Rates { get; } = [];

        public void Accept(in AudioFrame frame)
        {
            Assert.Equal(_next, frame.Position);
            _next += frame.Samples.Length;
            Rates.Add(frame.RateHz);
            All.AddRange(frame.Samples);
            for (var i = 0; i < frame.Samples.Length; i++) Concealed.Add(frame.Concealed);
        }

        public Span<short> Last(int samples) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(All)[^samples..];
    }

    private sealed class Observer : IRtpObserver
    {
        public List<(char Digit, double Ms)> Digits { get; } = [];
        public List<TimeSpan> TimedOut { get; } = [];

        public void DigitReceived(char digit, TimeSpan duration) => Digits.Add((digit, duration.TotalMilliseconds));
        public void MediaTimedOut(TimeSpan silence) => TimedOut.Add(silence);
        public void MediaForged(long total) => Assert.Fail("nothing is encrypted here");
        public void MediaFailed(Exception exception) => throw exception;
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _engine.DisposeAsync();
        _pool.Dispose();
        _peer.Dispose();
    }

    private RtpParameters In(AudioCodec codec, int ptime = 20) => new(_peer.EndPoint, codec, (byte)(codec switch
    {
        AudioCodec.Pcmu => 0,
        AudioCodec.Pcma => 8,
        AudioCodec.G722 => 9,
        _ => 111,
    }))
    {
        PtimeMs = ptime,
        EventSendType = 101,
        EventReceiveType = 101,
        EventClockHz = codec.ClockHz(),
    };

    private void Run(int ms)
    {
        for (var passed = 0L; passed < ms; passed += PhaseMs) _engine.LeastLoaded().RunPhase(_now += PhaseSchedule.PhaseNs);
    }

    /// <summary>The peer says something, in packets of its own length; one of <paramref name="lost"/> never comes.</summary>
    private void Say(AudioCodec codec, ReadOnlySpan<short> sound, int ptime = 20, byte? payloadType = null, OpusTerms? terms = null, params int[] lost)
    {
        using var encoder = codec.NewEncoder(terms ?? OpusTerms.Default);
        var samples = codec.RateHz() / 1000 * ptime;
        var payload = new byte[IAudioEncoder.MaxPayload];
        for (var i = 0; (i + 1) * samples <= sound.Length; i++)
        {
            var bytes = encoder.Encode(sound.Slice(i * samples, samples), payload);
            if (bytes > 0)
            {
                var at = _peer.Timestamp;
                if (!lost.Contains(i)) _peer.SendAudio(_session.Local, payload[..bytes], payloadType ?? In(codec).PayloadType);
                else _peer.Sequence++;
                _peer.Timestamp = at;
            }
            _peer.Timestamp += (uint)(codec.ClockHz() / 1000 * ptime);
            Run(ptime);
        }
    }

    [Theory]
    [InlineData(AudioCodec.Pcmu, 8000)]
    [InlineData(AudioCodec.Pcma, 8000)]
    [InlineData(AudioCodec.G722, 16000)]
    [InlineData(AudioCodec.Opus, 16000)]
    public void A_line_is_heard_and_plays_at_the_rate_of_its_codec(object boxed, int rateHz)
    {
        var codec = (AudioCodec)boxed;
        _session.Play(new ToneSource(rateHz, 600));
        _session.Configure(In(codec));
        Say(codec, TestSound.Tone(rateHz, 1000, rateHz));
        Assert.Equal(rateHz, _session.RateHz);
        Assert.Equal([rateHz], _sink.Rates);
        Assert.InRange(TestSound.Level(_sink.Last(rateHz / 2), rateHz, 1000), 4500, 7000);
        Assert.DoesNotContain(true, _sink.Concealed);

        var packets = _peer.Receive();
        Assert.Equal(50, packets.Count);
        var ticks = codec.ClockHz() / 50;
        Assert.All(packets.Zip(packets.Skip(1)), pair => Assert.Equal((uint)ticks, pair.Second.Timestamp - pair.First.Timestamp));
        Assert.InRange(TestSound.Level(Decode(codec, packets).AsSpan(rateHz / 2), rateHz, 600), 4500, 7000);
        Assert.Equal(rateHz, _session.PlayedSamples);
    }

    private static short[] Decode(AudioCodec codec, IEnumerable<ReceivedPacket> packets)
    {
        using var decoder = codec.NewDecoder();
        var pcm = new short[AudioCodecs.HighestRateHz / 1000 * AudioCodecs.LongestPacketMs];
        return [.. packets.SelectMany(packet => pcm[..decoder.Decode(packet.Payload, pcm)])];
    }

    [Theory]
    [InlineData(AudioCodec.Pcmu, 10)]
    [InlineData(AudioCodec.Pcmu, 30)]
    [InlineData(AudioCodec.Pcma, 40)]
    [InlineData(AudioCodec.Pcma, 60)]
    [InlineData(AudioCodec.G722, 10)]
    [InlineData(AudioCodec.G722, 30)]
    [InlineData(AudioCodec.G722, 60)]
    [InlineData(AudioCodec.Opus, 10)]
    [InlineData(AudioCodec.Opus, 40)]
    [InlineData(AudioCodec.Opus, 60)]
    public void Packets_of_any_length_are_heard_whole_and_sent_on_time(object boxed, int ptime)
    {
        var codec = (AudioCodec)boxed;
        var rateHz = codec.RateHz();
        _session.Play(new ToneSource(rateHz, 600));
        _session.Configure(In(codec, ptime));
        Run(20);
        _peer.Receive();
        var sentAt = new List<long>();
        for (var ms = 0; ms < 1200; ms += (int)PhaseMs)
        {
            Run((int)PhaseMs);
            sentAt.AddRange(_peer.Receive().Select(_ => _now / 1_000_000));
        }
        Assert.Equal(1200 / ptime, sentAt.Count);
        Assert.All(sentAt.Zip(sentAt.Skip(1)), pair => Assert.Equal(ptime, pair.Second - pair.First));

        Say(codec, TestSound.Tone(rateHz, 1000, rateHz * 6 / 5), ptime);
        Assert.InRange(TestSound.Level(_sink.Last(rateHz / 2), rateHz, 1000), 4500, 7000);
        Assert.DoesNotContain(true, _sink.Concealed);
        Assert.Equal(rateHz * 6 / 5, _sink.All.Count);
        var packets = _peer.Receive();
        Assert.All(packets.Zip(packets.Skip(1)), pair => Assert.Equal((uint)(codec.ClockHz() / 1000 * ptime), pair.Second.Timestamp - pair.First.Timestamp));
        Assert.InRange(TestSound.Level(Decode(codec, packets).AsSpan(rateHz / 4), rateHz, 600), 4500, 7000);
    }

    [Theory]
    [InlineData(AudioCodec.G722, AudioCodec.Pcmu)]
    [InlineData(AudioCodec.Pcmu, AudioCodec.G722)]
    [InlineData(AudioCodec.Pcma, AudioCodec.Opus)]
    [InlineData(AudioCodec.Opus, AudioCodec.Pcmu)]
    public void Another_codec_in_mid_call_changes_neither_the_rate_nor_the_time_of_the_line(object first, object second)
    {
        var (before, after) = ((AudioCodec)first, (AudioCodec)second);
        _session.Configure(In(before));
        Say(before, TestSound.Tone(before.RateHz(), 1000, before.RateHz()));
        var rateHz = before.RateHz();
        _session.Play(new ToneSource(rateHz, 600));
        _peer.Receive();
        _session.Configure(In(after));
        Say(after, TestSound.Tone(after.RateHz(), 1400, after.RateHz()));

        Assert.Equal(rateHz, _session.RateHz);
        Assert.Equal([rateHz], _sink.Rates);
        Assert.InRange(_sink.All.Count, 2 * rateHz - rateHz / 50, 2 * rateHz);
        Assert.InRange(TestSound.Level(_sink.Last(rateHz / 2), rateHz, 1400), 4500, 7000);
        var packets = _peer.Receive();
        Assert.Equal(50, packets.Count);
        Assert.True(packets[0].Marker);
        Assert.Equal(In(after).PayloadType, packets[0].PayloadType);
        Assert.InRange(TestSound.Level(Decode(after, packets).AsSpan(after.RateHz() / 2), after.RateHz(), 600), 4500, 7000);
    }

    [Fact]
    public void Each_packet_says_itself_what_it_is_within_what_is_agreed()
    {
        _session.Configure(In(AudioCodec.Pcmu) with { Formats = [new(0, AudioCodec.Pcmu), new(8, AudioCodec.Pcma), new(96, AudioCodec.Opus)] });
        foreach (var (codec, type) in new[] { (AudioCodec.Pcmu, 0), (AudioCodec.Pcma, 8), (AudioCodec.Opus, 96), (AudioCodec.Pcmu, 0) })
        {
            Say(codec, TestSound.Tone(codec.RateHz(), 1000, codec.RateHz()), payloadType: (byte)type);
            Assert.InRange(TestSound.Level(_sink.Last(4000), 8000, 1000), 4500, 7000);
        }
        Say(AudioCodec.G722, TestSound.Tone(16000, 1000, 3200));
        Assert.Equal(10, _session.Report().PacketsRefused);
        Assert.Equal(200, _session.Report().PacketsReceived);
        Assert.Equal(0, _session.Report().PacketsLost);
    }

    [Fact]
    public void A_lost_packet_of_opus_is_told_by_the_next_one()
    {
        _session.Configure(In(AudioCodec.Opus));
        var sweep = new short[16000];
        for (var i = 0; i < sweep.Length; i++) sweep[i] = (short)(9000 * Math.Sin(2 * Math.PI * (200 + 1500.0 * i / 16000) * i / 16000));
        Say(AudioCodec.Opus, sweep, terms: OpusTerms.Default with { Fec = true }, lost: [20, 30, 31]);
        Assert.Equal(16000, _sink.All.Count);
        Assert.Equal(3 * 320, _sink.Concealed.Count(concealed => concealed));
        Assert.True(_sink.Concealed[20 * 320] && _sink.Concealed[21 * 320 - 1]);
        Assert.Equal(Told(sweep), _sink.All);
    }

    /// <summary>What libopus makes of it when each hole is filled by what the packet behind it tells.</summary>
    private static short[] Told(short[] sound)
    {
        using var encoder = new OpusEncoder(OpusTerms.Default with { Fec = true });
        using var decoder = new OpusDecoder();
        var packets = new List<byte[]>();
        var payload = new byte[IAudioEncoder.MaxPayload];
        for (var i = 0; i < 50; i++) packets.Add(payload[..encoder.Encode(sound.AsSpan(i * 320, 320), payload)]);
        var told = new short[sound.Length];
        for (var i = 0; i < 50; i++)
        {
            if (i == 20) Assert.True(decoder.TryConceal(packets[21], told.AsSpan(20 * 320, 320)));
            else if (i == 30) Assert.True(decoder.TryConceal(packets[32], told.AsSpan(30 * 320, 640)));
            else if (i != 31) decoder.Decode(packets[i], told.AsSpan(i * 320, 320));
        }
        return told;
    }

    [Fact]
    public void Silence_that_is_not_sent_is_no_loss_and_heard_as_time()
    {
        _session.Configure(In(AudioCodec.Opus));
        var sound = new short[5 * 16000];
        TestSound.Babble(16000, 16000).CopyTo(sound, 0);
        TestSound.Babble(16000, 16000).CopyTo(sound, 4 * 16000);
        Say(AudioCodec.Opus, sound, terms: OpusTerms.Default with { Dtx = true });
        Assert.Equal(0, _session.Report().PacketsLost);
        Assert.InRange(_session.Report().PacketsReceived, 100, 190);
        Assert.InRange(_sink.All.Count, 5 * 16000 - 3200, 5 * 16000 + 3200);
        Assert.InRange(TestSound.Rms(_sink.All.Skip(2 * 16000).Take(16000).ToArray()), 0, 100);
        Assert.InRange(TestSound.Rms(_sink.Last(8000)), 500, 20000);
    }

    [Fact]
    public void We_fall_silent_for_a_peer_that_wants_it_and_begin_again_with_a_mark()
    {
        var ring = new FrameRing(3 * 16000);
        _session.Play(ring);
        _session.Configure(In(AudioCodec.Opus) with { Opus = OpusTerms.Default with { Dtx = true } });
        Run(2000);
        var packets = _peer.Receive();
        Assert.InRange(packets.Count, 5, 60);
        ring.Write(TestSound.Babble(16000, 16000));
        Run(1000);
        packets = _peer.Receive();
        Assert.InRange(packets.Count, 45, 50);
        Assert.True(packets[0].Marker);
        Assert.Equal(3 * 16000, _session.PlayedSamples);
    }

    [Fact]
    public void Comfort_noise_is_heard_at_its_level_for_as_long_as_nothing_else_is_said()
    {
        _session.Configure(In(AudioCodec.Pcmu));
        Say(AudioCodec.Pcmu, TestSound.Tone(8000, 1000, 8000));
        _peer.SendAudio(_session.Local, [40], payloadType: 13);
        _peer.Timestamp += 160 * 250 - 1;
        Run(5000);
        var noise = _sink.Last(16000);
        Assert.InRange(20 * Math.Log10(TestSound.Rms(noise) / (32768 * Math.Pow(10, -40 / 20.0))), -1, 1);
        Say(AudioCodec.Pcmu, TestSound.Tone(8000, 1000, 8000));
        var report = _session.Report();
        Assert.Equal((101, 0, 0), (report.PacketsReceived, report.PacketsLost, report.PacketsRefused));
        Assert.InRange(_sink.All.Count, 7 * 8000 - 320, 7 * 8000 + 320);
        Assert.InRange(TestSound.Level(_sink.Last(4000), 8000, 1000), 4500, 7000);
    }

    [Theory]
    [InlineData(AudioCodec.G722, 20)]
    [InlineData(AudioCodec.Opus, 20)]
    [InlineData(AudioCodec.Opus, 60)]
    [InlineData(AudioCodec.Pcmu, 30)]
    public void Keys_are_as_long_as_they_are_in_every_clock(object boxed, int ptime)
    {
        var codec = (AudioCodec)boxed;
        _session.Configure(In(codec, ptime));
        Run(200);
        _peer.Receive();
        Assert.True(_session.SendDigit('7', TimeSpan.FromMilliseconds(180)));
        Run(600);
        var events = _peer.Receive().Where(packet => packet.PayloadType == 101).ToList();
        Assert.Equal(180 / ptime + 2, events.Count);
        Assert.Equal(180 * codec.ClockHz() / 1000, events[^1].Payload[2] << 8 | events[^1].Payload[3]);

        _peer.SendAudio(_session.Local, new byte[20], In(codec).PayloadType);
        _peer.SendEvent(_session.Local, 900_000, 7, end: true, (ushort)(120 * codec.ClockHz() / 1000));
        Run(100);
        Assert.Equal(('7', 120), Assert.Single(_observer.Digits));
    }

    [Fact]
    public void A_rate_that_somebody_has_asked_for_stays()
    {
        _session.Expect(16000);
        Assert.Equal(16000, _session.RateHz);
        _session.Configure(In(AudioCodec.Pcma));
        _session.Expect(8000);
        Say(AudioCodec.Pcma, TestSound.Tone(8000, 1000, 8000));
        Assert.Equal([16000], _sink.Rates);
        Assert.InRange(TestSound.Level(_sink.Last(8000), 16000, 1000), 4500, 7000);
    }
}
