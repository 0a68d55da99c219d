using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Admin.Cli.Calling;
using Voxie.Admin.Composition;
using Voxie.Admin.Config;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Transport;

namespace Voxie.Admin.Cli.Doctor;

/// <summary>Does a whole call work here: SIP, RTP, the media clock? One stack calls the tone agent of another one over loopback.</summary>
internal static class LoopbackChecks
{
    private static readonly TimeSpan Listening = TimeSpan.FromSeconds(2);
    // The tone agent is loud and never pauses: most of what is heard must be tone.
    private const double LeastToneShare = 0.8;

    public static async IAsyncEnumerable<Finding> RunAsync(VoxieConfig config, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        await using var media = new MediaEngine(new MediaOptions(), static () => static _ => { }, time);
        var ports = new RtpPortPool(new RtpPortPoolOptions { FirstPort = config.Options.Rtp.Ports.First, LastPort = config.Options.Rtp.Ports.Last }, time);
        await using var callee = Stack(new CallIntake(new CallIntakeParts
        {
            Directory = new CallDirectory(),
            Conductors = new ConductorFactory(static _ => throw new InvalidOperationException("Only the tone agent is called.")),
            Record = new NoRecord(),
            Ids = new UuidV7Source(time),
            Time = time,
            Loggers = NullLoggerFactory.Instance,
        }), new ToneOnly(), ports, media, time);
        await using var caller = Stack(NobodyHome.Instance, NobodyHome.Instance, ports, media, time);
        media.Start();
        callee.Start();
        caller.Start();
        var request = new CallRequest { Address = $"sip:tone@{callee.Listeners[0]}", Longest = Listening, Transcribe = false };
        var (report, heard, rateHz) = await new TestCall(caller.Outbound, time).RunAsync(request, cancellation);
        yield return Judge(report, heard.Length / (double)rateHz);
    }

    private static Finding Judge(CallReport report, double heardSeconds)
    {
        if (!report.WasAnswered)
            return new Finding(Verdict.Fail, "loopback call", $"not answered: {report.End}", "see whether a firewall filters UDP on 127.0.0.1");
        var detail = string.Create(CultureInfo.InvariantCulture, $"answered after {report.AnswerMs:0} ms, tone heard for {heardSeconds:0.0} s");
        return heardSeconds >= LeastToneShare * (Listening.TotalSeconds - report.AnswerMs!.Value / 1000) && report.FirstAudioMs is not null
            ? new Finding(Verdict.Ok, "loopback call", detail)
            : new Finding(Verdict.Fail, "loopback call", detail, "media does not flow: see the clock's lateness above and the ports of rtp.ports");
    }

    private static SipStack Stack(ICallIntake intake, IAgentProfiles agents, RtpPortPool ports, MediaEngine media, TimeProvider time) =>
        new(new SipStackOptions { Listeners = [new SipListener(SipTransportKind.Udp, new IPEndPoint(IPAddress.Loopback, 0))] }, new SipStackParts(intake, agents, time, NullLoggerFactory.Instance), ports, media);

    private sealed class ToneOnly : IAgentProfiles
    {
        private readonly AgentProfile _tone = new() { Id = "tone", Name = "Tone", Extension = "tone", Kind = AgentKind.Tone };

        public AgentProfile? ByExtension(string extension) => extension == _tone.Extension ? _tone : null;

        public AgentProfile? ById(string id) => id == _tone.Id ? _tone : null;
    }

    /// <summary>A test of the line is no call of anybody.</summary>
    private sealed class NoRecord : ICallRecordSink
    {
        public void Admitted(CallAdmitted line)
        {
        }

        public void Answered(CallAnswered line)
        {
        }

        public void Turn(TurnRecord line)
        {
        }

        public void Note(CallNote line)
        {
        }

        public void Ended(CallEnded line)
        {
        }
    }
}
