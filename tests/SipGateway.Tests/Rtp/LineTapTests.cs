using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Rtp;

/// <summary>Both sides of a session as a tap gets them, over real loopback sockets; the test is the clock.</summary>
public sealed class LineTapTests : IAsyncDisposable
{
    private const int Frame = 160;

    private readonly RtpPortPool _pool;
    private readonly MediaEngine _engine = new(new MediaOptions(), () => _ => { }, TimeProvider.System);
    private readonly RtpPeer _peer = new();
    private readonly RtpSession _session;
    private readonly Tap _tap = new();
    private long _now = 1_000_000_000_000;

    public LineTapTests()
    {
        var first = FreeRange.Of(2);
        _pool = new RtpPortPool(new RtpPortPoolOptions { FirstPort = first, LastPort = first + 1, QuietBeforeReuse = TimeSpan.Zero }, TimeProvider.System);
        _session = _pool.TryOpen()!;
        _session.Configure(new RtpParameters(_peer.EndPoint, AudioCodec.Pcmu, 0) { EventSendType = 101, EventReceiveType = 101 });
        _session.Start(_engine, new Nobody());
    }

    private sealed class Tap : ILineTap
    {
        private readonly SentClock _clock = new(8000, 1_000_000_000);

        public List<(long Position, long At, short[] Samples)> OfUs { get; } = [];
        public List<(long Position, long SentBy)> OfThem { get; } = [];

        public void Sent(in AudioFrame frame)
        {
            _clock.Take(frame);
            OfUs.Add((frame.Position, frame.ArrivedAt, frame.Samples.ToArray()));
        }

        public void Heard(in AudioFrame frame) => OfThem.Add((frame.Position, _clock.PositionAt(frame.ArrivedAt)));
    }

    private sealed class Silent : ILineTap
    {
        public int Frames { get; private set; }
        public void Sent(in AudioFrame frame) => Frames++;
        public void Heard(in AudioFrame frame) => Frames++;
    }

    private sealed class Nobody : IRtpObserver
    {
        public void DigitReceived(char digit, TimeSpan duration) { }
        public void MediaTimedOut(TimeSpan silence) { }
        public void MediaForged(long total) { }
        public void MediaFailed(Exception exception) => throw exception;
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _engine.DisposeAsync();
        _pool.Dispose();
        _peer.Dispose();
    }

    private void Tick(int frames = 1)
    {
        for (var phases = frames * PhaseSchedule.PhasesPerFrame; phases > 0; phases--)
            _engine.LeastLoaded().RunPhase(_now += PhaseSchedule.PhaseNs);
    }

    private static FrameRing Sound(int frames)
    {
        var ring = new FrameRing(frames * Frame);
        for (var i = 0; i < frames; i++) ring.Write([.. Enumerable.Repeat((short)(100 * (i + 1)), Frame)]);
        return ring;
    }

    [Fact]
    public void Every_frame_that_is_played_comes_before_encoding_with_its_time_silence_too()
    {
        Tick(2);
        _session.Tap(_tap);
        _session.Play(Sound(3));
        Tick(5);
        Assert.Equal([2 * Frame, 3 * Frame, 4 * Frame, 5 * Frame, 6 * Frame], _tap.OfUs.Select(frame => (int)frame.Position));
        Assert.Equal([100, 200, 300, 0, 0], _tap.OfUs.Select(frame => (int)frame.Samples[^1]));
        Assert.All(_tap.OfUs.Zip(_tap.OfUs.Skip(1)), pair => Assert.Equal(20_000_000, pair.Second.At - pair.First.At));
        _session.Untap(_tap);
        Tick(3);
        Assert.Equal(5, _tap.OfUs.Count);
    }

    [Fact]
    public void Keys_and_holds_take_their_time_in_zeros()
    {
        _session.Tap(_tap);
        _session.Play(Sound(4));
        Tick(2);
        Assert.True(_session.SendDigit('5', TimeSpan.FromMilliseconds(40)));
        Tick(4);
        _session.Configure(new RtpParameters(_peer.EndPoint, AudioCodec.Pcmu, 0) { Sends = false });
        Tick(10);
        _session.Configure(new RtpParameters(_peer.EndPoint, AudioCodec.Pcmu, 0));
        Tick(2);
        Assert.Equal(Enumerable.Range(0, 18).Select(i => (long)i * Frame), _tap.OfUs.Select(frame => frame.Position));
        Assert.Equal([100, 200], _tap.OfUs.Take(2).Select(frame => (int)frame.Samples[0]));
        Assert.All(_tap.OfUs.Skip(2).Take(14), frame => Assert.All(frame.Samples, sample => Assert.Equal(0, sample)));
        Assert.Equal(_session.PlayedSamples / Frame, _peer.Receive().Count(packet => packet.PayloadType == 0));
    }

    [Fact]
    public void A_heard_frame_comes_after_all_that_was_sent_before_it_and_tells_what_was_on_the_wire()
    {
        _session.Tap(_tap);
        Tick(10);
        for (var i = 0; i < 5; i++)
        {
            _peer.SendAudio(_session.Local);
            Tick();
        }
        // Ten frames were out when the first packet came; within the phase it came in (5 ms), one more may have begun.
        Assert.Equal(5, _tap.OfThem.Count);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(i * Frame, _tap.OfThem[i].Position);
            Assert.InRange(_tap.OfThem[i].SentBy, (9 + i) * Frame, (11 + i) * Frame);
            Assert.Equal(_tap.OfThem[0].SentBy + i * Frame, _tap.OfThem[i].SentBy);
        }
    }

    [Fact]
    public void A_listener_that_stalls_finds_a_jump_and_then_goes_on()
    {
        var ring = new SentRing(8000);
        var frame = new short[Frame];
        for (var i = 0; i < 20; i++) ring.Write(frame, i * Frame, i);
        Assert.Equal(4, ring.Refused);
        var positions = new List<long>();
        while (ring.TryPeek(out var sent))
        {
            positions.Add(sent.Position);
            ring.Release();
        }
        Assert.Equal(Enumerable.Range(0, 16).Select(i => (long)i * Frame), positions);
        ring.Write(frame, 20 * Frame, 20);
        Assert.True(ring.TryPeek(out var next));
        Assert.Equal(20 * Frame, next.Position);
    }

    [Fact]
    public void What_was_never_sent_was_not_on_the_wire()
    {
        var clock = new SentClock(8000, 1_000_000_000);
        Assert.False(clock.HasBegun);
        clock.Take(new AudioFrame(new short[Frame], 8000, 800, 1_000_000_000));
        Assert.Equal(800, clock.PositionAt(1_000_000_000));
        Assert.Equal(840, clock.PositionAt(1_005_000_000));
        Assert.Equal(760, clock.PositionAt(995_000_000));
        Assert.Equal(960, clock.PositionAt(9_000_000_000));
    }

    [Fact]
    public void A_tapped_line_allocates_nothing_per_frame()
    {
        var tap = new Silent();
        _session.Tap(tap);
        _session.Play(new ToneSource(8000, 600));
        Tick(20);
        var least = long.MaxValue;
        for (var run = 0; run < 5; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Tick(50);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
        Assert.True(tap.Frames >= 270);
    }
}
