using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.SipGateway.Tests.Corpora;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>
/// Every message of RFC 4475 and RFC 5118 over UDP, as it stands, and its answer where its own Via wants it: the peer has an address of
/// its own on loopback, with all ports that the messages name, and those that they mean (5060, 5061 for TLS).
/// </summary>
public sealed partial class TortureSocketTests
{
    private static readonly IPAddress PeerAddress = IPAddress.Parse("127.75.5.60");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Every_message_gets_its_answer()
    {
        var intake = new FakeIntake { Extensions = null, OnBegin = static leg => _ = leg.RingAsync(default).AsTask() };
        var listener = new UdpSipTransport(new SipListener(SipTransportKind.Udp, new IPEndPoint(IPAddress.Loopback, 0)), TimeProvider.System, NullLogger.Instance);
        var timers = new SipTimers { T1 = TimeSpan.FromMinutes(1) }; // nothing is said again meanwhile
        await using var stack = new SipStack(
            new SipStackOptions { Listeners = [], Timers = timers }, new SipStackParts(intake, intake, TimeProvider.System, NullLoggerFactory.Instance), [listener], new FakeLegMediaSource());
        stack.Start();
        var sockets = TortureCorpus.All.SelectMany(message => PortsIn(Encoding.Latin1.GetString(message.Bytes))).Concat([5060, 5061]).Distinct()
            .ToDictionary(port => port, port => new UdpClient(new IPEndPoint(PeerAddress, port)));
        try
        {
            var wrong = new List<string>();
            foreach (var message in TortureCorpus.All)
            {
                await sockets[5060].SendAsync(message.Bytes, listener.Local);
                var answers = await AnswersAsync(sockets, listener.Local, message.File);
                int? status = answers.Count == 0 ? null : answers[0];
                if (status != TortureExpectations.Status[message.File])
                {
                    wrong.Add($"{message.File}: {status?.ToString(CultureInfo.InvariantCulture) ?? "silence"}");
                }
            }

            Assert.Empty(wrong);
        }
        finally
        {
            foreach (var socket in sockets.Values)
            {
                socket.Dispose();
            }
        }
    }

    /// <summary>Statuses of what has come, at any port, before the answer to an OPTIONS of ours: the stack answers in order of arrival.</summary>
    private static async Task<List<int>> AnswersAsync(Dictionary<int, UdpClient> sockets, IPEndPoint target, string name)
    {
        await sockets[5060].SendAsync(Encoding.ASCII.GetBytes(
            $"OPTIONS sip:{target} SIP/2.0\r\nVia: SIP/2.0/UDP {PeerAddress}:5060;branch=z9hG4bKfence-{name};rport\r\nFrom: <sip:fence>;tag=f\r\nTo: <sip:{target}>\r\n"
            + $"Call-ID: fence-{name}\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n"), target);
        var answers = new List<int>();
        while (true)
        {
            var text = Encoding.Latin1.GetString((await sockets[5060].ReceiveAsync().WaitAsync(Patience)).Buffer);
            if (text.Contains("fence-" + name, StringComparison.Ordinal))
            {
                break;
            }

            answers.Add(StatusOf(text));
        }

        foreach (var socket in sockets.Values)
        {
            while (socket.Available > 0)
            {
                answers.Add(StatusOf(Encoding.Latin1.GetString((await socket.ReceiveAsync()).Buffer)));
            }
        }

        return answers;
    }

    private static int StatusOf(string answer) => int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);

    private static IEnumerable<int> PortsIn(string message) =>
        ViaPort().Matches(message).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).Where(port => port is > 1023 and <= 65535);

    [GeneratedRegex(@"SIP\s*/\s*2\.0\s*/\s*\w+\s+[^\s;,]+?\s*:\s*(\d{4,5})\b")]
    private static partial Regex ViaPort();
}
