using System.Net;
using System.Net.Sockets;
using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;
using Voxie.TestKit;
using Xunit.Abstractions;

namespace Voxie.SipGateway.Tests.Rtp;

/// <summary>
/// Two sessions of ours, real sockets, and between them a relay that loses and holds up what passes, both ways: a tone must stay a tone
/// and keys must come exactly. The test is the clock.
/// </summary>
public sealed class LossyMediaTests : IAsyncDisposable
{
    private const string Keys = "0123456789*#ABCD0011#";
    private const int ToneHz = 440;
    private const double Amplitude = short.MaxValue / 3.98; // -12 dBFS
    private const long Ms = 1_000_000;

    private readonly ITestOutputHelper _output;
    private readonly int _first = FreeRange.Of(4);
    private readonly RtpPortPool _pool;
    private readonly MediaEngine _engine = new(new MediaOptions(), () => _ => { }, TimeProvider.System);
    private readonly Socket _relayOfNear = Relay();
    private readonly Socket _relayOfFar = Relay();
    private readonly End _near;
    private readonly End _far;
    private readonly byte[] _buffer = new byte[2048];
    private LossyLink _there = null!;
    private LossyLink _back = null!;
    private long _now = 1_000_000 * Ms;

    public LossyMediaTests(ITestOutputHelper output)
    {
        _output = output;
        _pool = new RtpPortPool(new RtpPortPoolOptions { FirstPort = _first, LastPort = _first + 3 }, TimeProvider.System);
        _near = new End(_pool.TryOpen()!, _engine, _relayOfNear);
        _far = new End(_pool.TryOpen()!, _engine, _relayOfFar);
    }

    public async ValueTask DisposeAsync()
    {
        await _near.Session.DisposeAsync();
        await _far.Session.DisposeAsync();
        await _engine.DisposeAsync();
        _pool.Dispose();
        _relayOfNear.Dispose();
        _relayOfFar.Dispose();
    }

    /// <summary>Loss in per cent, mean length of a burst, jitter in ms, and the loudest click that is allowed, in dB of the tone.</summary>
    public static TheoryData<int, int, int, int> Lines => new()
    {
        { 0, 1, 60, -25 }, { 1, 1, 0, -20 }, { 1, 1, 60, -20 }, { 3, 1, 60, -20 }, { 10, 1, 0, -20 }, { 10, 1, 60, -20 },
        { 1, 3, 60, -20 }, { 3, 3, 60, -20 }, { 10, 3, 0, -20 }, { 10, 3, 60, -20 },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_tone_stays_continuous_and_keys_come_exactly(int lossPercent, int burst, int jitterMs, int clickDb)
    {
        _there = new LossyLink(7 + lossPercent, lossPercent / 100.0, burst, jitterMs * Ms);
        _back = new LossyLink(8 + lossPercent, lossPercent / 100.0, burst, jitterMs * Ms);
        _near.Session.Play(new ToneSource(8000, ToneHz));
        _far.Session.Play(new ToneSource(8000, ToneHz));
        Run(seconds: 20);
        foreach (var end in new[] { _near, _far })
        {
            var heard = end.Heard.ToList();
            var (click, at) = ToneLevel.LoudestClick(heard, ToneHz, 8000, Amplitude);
            var level = ToneLevel.Db(heard, ToneHz, 8000);
            var report = end.Session.Report();
            _output.WriteLine($"loss {lossPercent} %, burst {burst}, jitter {jitterMs} ms: click {click:F1} dB at {at / 8000.0:F3} s, level {level:F1} dBFS, lost {report.PacketsLost}, late {report.PacketsLate}, {heard.Count / 8000.0:F2} s heard");
            Assert.InRange(click, double.NegativeInfinity, clickDb);
            Assert.InRange(heard.Count, 8000 * 20 - 8 * (jitterMs + 100), 8000 * 20 + 800);
        }

        Assert.InRange(_near.Session.Report().PacketsLost + _far.Session.Report().PacketsLost, _there.Lost + _back.Lost - 6, _there.Lost + _back.Lost);

        foreach (var key in Keys)
        {
            Assert.True(_near.Session.SendDigit(key, TimeSpan.FromMilliseconds(160)));
            Assert.True(_far.Session.SendDigit(key, TimeSpan.FromMilliseconds(160)));
            Run(seconds: 0.5);
        }

        Assert.Equal(Keys, string.Concat(_near.Digits));
        Assert.Equal(Keys, string.Concat(_far.Digits));
    }

    private void Run(double seconds)
    {
        for (var phases = (int)(seconds * 200); phases > 0; phases--)
        {
            _engine.LeastLoaded().RunPhase(_now += PhaseSchedule.PhaseNs);
            Pass(_relayOfNear, _there);
            Pass(_relayOfFar, _back);
            foreach (var datagram in _there.Arrived(_now)) _relayOfFar.SendTo(datagram, _far.Session.Local);
            foreach (var datagram in _back.Arrived(_now)) _relayOfNear.SendTo(datagram, _near.Session.Local);
        }
    }

    private void Pass(Socket from, LossyLink link)
    {
        while (from.Available > 0) link.Send(_now, _buffer[..from.Receive(_buffer)]);
    }

    private static Socket Relay()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    /// <summary>One session, and all that is heard of the other.</summary>
    private sealed class End : IFrameSink, IRtpObserver
    {
        public End(RtpSession session, MediaEngine engine, Socket relay)
        {
            Session = session;
            session.Listen(this);
            session.Start(engine, this);
            session.Configure(new RtpParameters((IPEndPoint)relay.LocalEndPoint!, AudioCodec.Pcmu, 0) { EventSendType = 101, EventReceiveType = 101 });
        }

        public RtpSession Session { get; }
        public List<short> Heard { get; } = [];
        public List<char> Digits { get; } = [];

        public void Accept(in AudioFrame frame) => Heard.AddRange(frame.Samples);

        public void DigitReceived(char digit, TimeSpan duration) => Digits.Add(digit);

        public void MediaTimedOut(TimeSpan silence) => Assert.Fail("there is media");

        public void MediaForged(long total) => Assert.Fail("nothing is encrypted here");

        public void MediaFailed(Exception exception) => Assert.Fail(exception.ToString());
    }
}
