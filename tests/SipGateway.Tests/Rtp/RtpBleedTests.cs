using System.Net;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Rtp;

/// <summary>
/// RTP bleed over real sockets: a stranger sprays the whole range of ports with a tone before and during a call. Not one packet may come
/// back to it, and what is heard may hold nothing of its tone.
/// </summary>
public sealed class RtpBleedTests : IAsyncDisposable
{
    private const int Ports = 8;
    private const int CallerHz = 440;
    private const int StrangerHz = 1000;
    private const long Ms = 1_000_000;

    private readonly int _first = FreeRange.Of(Ports);
    private readonly RtpPortPool _pool;
    private readonly MediaEngine _engine = new(new MediaOptions(), () => _ => { }, TimeProvider.System);
    private readonly RtpPeer _peer = new();
    private readonly RtpPeer _stranger = new(IPAddress.Parse("127.0.0.9"));
    private readonly RtpSession _session;
    private readonly Ear _ear = new();
    private readonly ToneSource _callerTone = new(8000, CallerHz);
    private readonly ToneSource _strangerTone = new(8000, StrangerHz);
    private int _sentToPeer;
    private long _now = 1_000_000 * Ms;

    public RtpBleedTests()
    {
        _pool = new RtpPortPool(new RtpPortPoolOptions { FirstPort = _first, LastPort = _first + Ports - 1 }, TimeProvider.System);
        _session = _pool.TryOpen()!;
        _session.Listen(_ear);
        _session.Start(_engine, new DeafObserver());
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _engine.DisposeAsync();
        _pool.Dispose();
        _peer.Dispose();
        _stranger.Dispose();
    }

    public enum Spray
    {
        /// <summary>One packet again and again, with the numbers of the published script.</summary>
        Constant,
        /// <summary>A stream of its own, in sequence.</summary>
        Stream,
        /// <summary>The caller's SSRC and the numbers that its next packets will have.</summary>
        Spoofed,
    }

    public static TheoryData<string, Spray> Cases
    {
        get
        {
            var cases = new TheoryData<string, Spray>();
            foreach (var learning in new[] { SourceLearning.Never, SourceLearning.ThisMachine, SourceLearning.Anywhere })
            {
                foreach (var spray in Enum.GetValues<Spray>()) cases.Add(learning.ToString(), spray);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_sprayed_call_sends_nothing_to_the_stranger_and_hears_nothing_of_it(string learning, Spray spray)
    {
        // Before the port is anybody's, and between the call's beginning and its first packet.
        for (var frame = 0; frame < 20; frame++) Step(spray, callerSpeaks: false);
        _session.Configure(new RtpParameters(_peer.EndPoint, AudioCodec.Pcmu, 0)
        {
            EventReceiveType = 101, EventSendType = 101, Learning = Enum.Parse<SourceLearning>(learning), Signaller = IPAddress.Loopback,
        });
        // Where anybody may be learned the first to speak is the caller: a stranger who is alone on the line for 0.1 s is the price of
        // that policy, and the reason why it is none of the others.
        for (var frame = 0; frame < 300; frame++) Step(spray, callerSpeaks: learning == nameof(SourceLearning.Anywhere) || frame >= 20);

        Assert.Empty(_stranger.Receive());
        Assert.Equal(300, _sentToPeer);
        var report = _session.Report();
        Assert.InRange(report.PacketsReceived, 280, 300);
        Assert.InRange(report.PacketsRefused, 320, long.MaxValue);
        Assert.InRange(ToneLevel.Db(_ear.Heard, CallerHz, 8000), -16, -11);
        Assert.InRange(ToneLevel.Db(_ear.Heard, StrangerHz, 8000), -200, -60);
    }

    [Fact]
    public void A_caller_behind_a_nat_is_found_under_spray_and_the_stranger_gets_nothing()
    {
        using var nat = new RtpPeer();
        _session.Configure(new RtpParameters(new IPEndPoint(IPAddress.Parse("10.11.12.13"), 4000), AudioCodec.Pcmu, 0)
        {
            Learning = SourceLearning.Anywhere, BelievesRemote = false, Signaller = IPAddress.Loopback,
        });
        for (var frame = 0; frame < 100; frame++)
        {
            nat.SendAudio(_session.Local, Encoded(_callerTone));
            Step(Spray.Stream, callerSpeaks: false);
        }

        Assert.Empty(_stranger.Receive());
        Assert.Equal(96, nat.Receive().Count);
        Assert.Equal(nat.EndPoint.ToString(), _session.Report().RemoteMedia);
        Assert.InRange(ToneLevel.Db(_ear.Heard, StrangerHz, 8000), -200, -60);
    }

    private void Step(Spray spray, bool callerSpeaks)
    {
        if (callerSpeaks) _peer.SendAudio(_session.Local, Encoded(_callerTone));
        var tone = Encoded(_strangerTone);
        (_stranger.Ssrc, var sequence) = spray switch
        {
            Spray.Constant => (0xEF0A07DEu, (ushort)0xEE3C),
            Spray.Stream => (0xEF0A07DEu, (ushort)(_stranger.Sequence + 1)),
            _ => (_peer.Ssrc, _peer.Sequence),
        };
        for (var port = _first; port < _first + Ports; port++)
        {
            _stranger.Sequence = sequence;
            _stranger.SendAudio(new IPEndPoint(IPAddress.Loopback, port), tone);
        }

        _stranger.Sequence = sequence;
        for (var phase = 0; phase < PhaseSchedule.PhasesPerFrame; phase++) _engine.LeastLoaded().RunPhase(_now += PhaseSchedule.PhaseNs);
        _sentToPeer += _peer.Receive().Count;
    }

    private static byte[] Encoded(ToneSource tone)
    {
        var frame = new short[160];
        tone.Pull(frame);
        var payload = new byte[160];
        G711.Encode(AudioCodec.Pcmu, frame, payload);
        return payload;
    }

    private sealed class Ear : IFrameSink
    {
        public List<short> Heard { get; } = [];

        public void Accept(in AudioFrame frame) => Heard.AddRange(frame.Samples);
    }

    private sealed class DeafObserver : IRtpObserver
    {
        public void DigitReceived(char digit, TimeSpan duration) => Assert.Fail("nobody pressed a key");

        public void MediaTimedOut(TimeSpan silence) => Assert.Fail("there is media");

        public void MediaForged(long total) => Assert.Fail("nothing is encrypted here");

        public void MediaFailed(Exception exception) => Assert.Fail(exception.ToString());
    }
}
