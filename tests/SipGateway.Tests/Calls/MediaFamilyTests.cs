using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>Signalling over one IP family and media over the other, on real sockets.</summary>
public sealed class MediaFamilyTests
{
    [Theory]
    [InlineData("::1", "IP4 127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "IP6 ::1", "::1")]
    [InlineData("127.0.0.1", "IP6 ::1", "::1")]
    public async Task An_offer_is_answered_in_its_own_family(string host, string connection, string remote)
    {
        var signalling = IPAddress.Parse(host);
        var intake = new FakeIntake { OnBegin = static leg => _ = leg.AnswerAsync(default).AsTask() };
        var media = new FakeLegMediaSource { Address = IPAddress.IPv6Any };
        var listener = new UdpSipTransport(new SipListener(SipTransportKind.Udp, new IPEndPoint(signalling, 0)), TimeProvider.System, NullLogger.Instance);
        await using var stack = new SipStack(
            new SipStackOptions { Listeners = [] }, new SipStackParts(intake, intake, TimeProvider.System, NullLoggerFactory.Instance), [listener], media);
        stack.Start();
        using var peer = new UdpClient(new IPEndPoint(signalling, 0));
        var at = peer.Client.LocalEndPoint!;
        await peer.SendAsync(Encoding.ASCII.GetBytes($"""
            INVITE sip:echo@{listener.Local} SIP/2.0
            Via: SIP/2.0/UDP {at};branch=z9hG4bKfamily;rport
            From: <sip:{at}>;tag=a
            To: <sip:echo@{listener.Local}>
            Call-ID: family
            CSeq: 1 INVITE
            Contact: <sip:{at}>
            Content-Type: application/sdp

            v=0
            o=- 1 1 IN {connection}
            s=-
            c=IN {connection}
            t=0 0
            m=audio 30000 RTP/AVP 0

            """.ReplaceLineEndings("\r\n")), listener.Local);

        string answer;
        do
        {
            answer = Encoding.UTF8.GetString((await peer.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(20))).Buffer);
        }
        while (answer.StartsWith("SIP/2.0 1", StringComparison.Ordinal));
        Assert.StartsWith("SIP/2.0 200", answer, StringComparison.Ordinal);
        Assert.Contains($"c=IN {connection}\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"Contact: <sip:echo@{listener.Local}>", answer, StringComparison.Ordinal);
        Assert.Equal(new IPEndPoint(IPAddress.Parse(remote), 30000), media.Open[0].Configured[^1].Remote);
    }
}
