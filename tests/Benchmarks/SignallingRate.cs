using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway;
using Voxie.SipGateway.Calls;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.Benchmarks;

/// <summary>
/// INVITE, 200, ACK, BYE, 200 through the whole SIP stack as fast as one thread makes them: no sockets, no media, no journal. What is left is
/// the cost of parser, transactions, dialogs, legs and ladder.
/// </summary>
internal static class SignallingRate
{
    private const int Warm = 3000;

    public static int Run(int calls, bool ladders)
    {
        var transport = new DirectTransport();
        var intake = new AnsweringIntake();
        var stack = new SipStack(new SipStackOptions { Listeners = [], MaxTransactions = int.MaxValue, KeepLadders = ladders },
            new SipStackParts(intake, intake, TimeProvider.System, NullLoggerFactory.Instance), [transport], new NoMedia());
        stack.Start();
        for (var i = 0; i < Warm; i++)
        {
            Call(transport, -i);
        }

        GC.Collect();
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Environment.CpuUsage.TotalTime;
        var took = new double[calls];
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < calls; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            Call(transport, i);
            took[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }

        watch.Stop();
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var held = GC.GetTotalMemory(forceFullCollection: true) - memory;
        Array.Sort(took);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{calls} calls, ladders {(ladders ? "on" : "off")}: {calls / watch.Elapsed.TotalSeconds:N0} calls/s, {processor.TotalMilliseconds * 1000 / calls:N0} us of CPU a call, "
            + $"{allocated / (double)calls / 1024:N1} KiB allocated a call, {held / (double)calls / 1024:N1} KiB held a call while its transactions linger; "
            + $"p50 {took[calls / 2] * 1000:N0} us, p99 {took[calls * 99 / 100] * 1000:N0} us; {stack.Counts()}"));
        return intake.Ended == calls + Warm ? 0 : 1;
    }

    private static void Call(DirectTransport transport, int number)
    {
        transport.Receive($"""
            INVITE sip:echo@127.0.0.1:5060 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK-{number}-1
            From: sipp <sip:sipp@127.0.0.1:5070>;tag=t{number}
            To: sut <sip:echo@127.0.0.1:5060>
            Call-ID: {number}-31337@127.0.0.1
            CSeq: 1 INVITE
            Contact: sip:sipp@127.0.0.1:5070
            Max-Forwards: 70
            Subject: Performance Test
            Content-Type: application/sdp

            v=0
            o=user1 53655765 2353687637 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 6000 RTP/AVP 0
            a=rtpmap:0 PCMU/8000

            """);
        var tag = transport.TagOfAnswer();
        transport.Receive(InDialog("ACK", 1));
        transport.Receive(InDialog("BYE", 2));

        string InDialog(string method, int sequence) => $"""
            {method} sip:echo@127.0.0.1:5060 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK-{number}-{method}
            From: sipp <sip:sipp@127.0.0.1:5070>;tag=t{number}
            To: sut <sip:echo@127.0.0.1:5060>;tag={tag}
            Call-ID: {number}-31337@127.0.0.1
            CSeq: {sequence} {method}
            Contact: sip:sipp@127.0.0.1:5070
            Max-Forwards: 70
            Subject: Performance Test
            Content-Length: 0


            """;
    }

    private sealed class DirectTransport : ISipTransport
    {
        private readonly IPEndPoint _peer = IPEndPoint.Parse("127.0.0.1:5070");
        private byte[] _last = [];
        private SipBytesReceiver? _receiver;

        public string ViaName => "UDP";

        public bool IsReliable => false;

        public IPEndPoint Local { get; } = IPEndPoint.Parse("127.0.0.1:5060");

        public AdvertisedAddress Advertised { get; } = new();

        public Task Ready => Task.CompletedTask;

        public void Start(SipBytesReceiver receiver) => _receiver = receiver;

        public bool TrySend(ReadOnlySpan<byte> message, in SipFlow flow, out SendReceipt receipt)
        {
            receipt = default;
            _last = message.ToArray();
            return true;
        }

        public void Receive(string message) => _receiver!(Encoding.ASCII.GetBytes(message.ReplaceLineEndings("\r\n")), new SipFlow(this, _peer), SipParseReason.None);

        public string TagOfAnswer()
        {
            var text = Encoding.ASCII.GetString(_last);
            var to = text.IndexOf("\r\nTo:", StringComparison.Ordinal);
            var start = text.IndexOf("tag=", to, StringComparison.Ordinal) + 4;
            return text[start..text.IndexOf('\r', start)];
        }

        public void Close()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class AnsweringIntake : ICallIntake, IAgentProfiles
    {
        private static readonly AgentProfile Echo = new() { Id = "echo", Name = "echo", Extension = "echo" };

        public int Ended { get; private set; }

        public IntakeVerdict Check(AgentProfile agent) => IntakeVerdict.Welcome;

        public IntakeVerdict CheckBridge() => IntakeVerdict.Full;

        public void Bridge(ICallLeg leg, DialTarget target) => throw new NotSupportedException("Every call goes to an agent.");

        public void Begin(ICallLeg leg, AgentProfile agent)
        {
            var mailbox = new CallMailbox();
            leg.Connect(mailbox);
            _ = leg.AnswerAsync(CancellationToken.None).AsTask();
            _ = CountEndAsync(mailbox);
        }

        public AgentProfile? ByExtension(string extension) => Echo;

        public AgentProfile? ById(string id) => Echo;

        private async Task CountEndAsync(CallMailbox mailbox)
        {
            while (await mailbox.Reader.ReadAsync() is not LegEnded)
            {
            }

            lock (Echo)
            {
                Ended++;
            }
        }
    }

    private sealed class NoMedia : ILegMediaSource, ILegMedia
    {
        public IPEndPoint Local { get; } = IPEndPoint.Parse("127.0.0.1:20000");

        public int RateHz => 8000;

        public long PlayedSamples => 0;

        public IPAddress Address => Local.Address;

        public ILegMedia TryOpen() => this;

        public void Start(IRtpObserver observer)
        {
        }

        public void Configure(RtpParameters parameters)
        {
        }

        public void Listen(IFrameSink? sink)
        {
        }

        public void Play(IFrameSource? source)
        {
        }

        public void Expect(int rateHz)
        {
        }

        public void Tap(ILineTap tap)
        {
        }

        public void Untap(ILineTap tap)
        {
        }

        public void Capture(CaptureRing ring)
        {
        }

        public bool SendDigit(char digit, TimeSpan duration) => false;

        public LegReport Report() => new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
