using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.SipGateway.Tests.Corpora;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>The stack on real sockets: loopback, free ports, real time.</summary>
public sealed class UdpStackTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly FakeIntake _intake = new() { Extensions = null };
    private readonly SipStack _stack;
    private readonly Socket _peer = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private int _fences;

    public UdpStackTests()
    {
        _intake.OnBegin = leg => _ = leg.RingAsync(default).AsTask();
        var listeners = new List<ISipTransport> { new UdpSipTransport(new SipListener(SipTransportKind.Udp, new IPEndPoint(IPAddress.Loopback, 0)), TimeProvider.System, NullLogger.Instance) };
        _stack = new SipStack(new SipStackOptions { Listeners = [] },
            new SipStackParts(_intake, _intake, TimeProvider.System, NullLoggerFactory.Instance), listeners, new FakeLegMediaSource());
        _stack.Start();
        _peer.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    private IPEndPoint Target => _stack.Listeners[0];

    private string Peer => _peer.LocalEndPoint!.ToString()!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _peer.Dispose();
        await _stack.DisposeAsync();
    }

    /// <summary>Everything that comes until the answer to an OPTIONS of ours: the stack answers in order of arrival.</summary>
    private async Task<List<string>> AnswersUpToFenceAsync()
    {
        var fence = $"fence-{_fences++}";
        await _peer.SendToAsync(Encoding.ASCII.GetBytes($"""
            OPTIONS sip:{Target} SIP/2.0
            Via: SIP/2.0/UDP {Peer};branch=z9hG4bK{fence};rport
            From: <sip:{Peer}>;tag=f
            To: <sip:{Target}>
            Call-ID: {fence}
            CSeq: 1 OPTIONS


            """.ReplaceLineEndings("\r\n")), Target);
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[65_536];
        var answers = new List<string>();
        while (true)
        {
            var length = await _peer.ReceiveAsync(buffer, patience.Token);
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            if (text.Contains(fence, StringComparison.Ordinal))
            {
                Assert.StartsWith("SIP/2.0 200", text, StringComparison.Ordinal);
                return answers;
            }

            answers.Add(text);
        }
    }

    [Fact]
    public async Task Every_torture_message_is_taken_and_the_stack_goes_on()
    {
        foreach (var message in TortureCorpus.All)
        {
            await _peer.SendToAsync(message.Bytes, Target);
            await AnswersUpToFenceAsync(); // answers without rport go to the port of the Via, not here
        }

        var unreadable = TortureExpectations.Status.Count(row => row.Value is 400 or 505) + 2; // and the two broken responses
        Assert.Equal(unreadable, _stack.Counts().Unreadable);
    }

    [Fact]
    public async Task Garbage_is_dropped_and_the_stack_goes_on()
    {
        var random = new Random(4475);
        for (var i = 0; i < 300; i++)
        {
            var garbage = new byte[random.Next(0, 2000)];
            random.NextBytes(garbage);
            await _peer.SendToAsync(garbage, Target);
        }

        foreach (var message in TortureCorpus.All)
        {
            for (var cut = 1; cut < message.Bytes.Length; cut += 97)
            {
                await _peer.SendToAsync(message.Bytes.AsMemory(0, cut), Target);
            }

            await AnswersUpToFenceAsync();
        }

        await _peer.SendToAsync("\r\n\r\n"u8.ToArray(), Target);
        await AnswersUpToFenceAsync();
        Assert.True(_stack.Counts().Unreadable > 300);
    }

    [Fact]
    public async Task An_answer_goes_to_the_port_that_the_request_came_from_when_rport_asks_for_it()
    {
        await _peer.SendToAsync(Encoding.ASCII.GetBytes($"""
            INVITE sip:echo@{Target} SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKinv;rport
            From: <sip:{Peer}>;tag=a
            To: <sip:echo@{Target}>
            Call-ID: rport
            CSeq: 1 INVITE
            Contact: <sip:{Peer}>
            Content-Type: application/sdp

            {SipRig.Offer}
            """.ReplaceLineEndings("\r\n")), Target);
        var answer = Assert.Single(await AnswersUpToFenceAsync());

        Assert.StartsWith("SIP/2.0 180 Ringing", answer, StringComparison.Ordinal);
        Assert.Contains($";rport={((IPEndPoint)_peer.LocalEndPoint!).Port}", answer, StringComparison.Ordinal);
        Assert.Contains($"Contact: <sip:echo@{Target}>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_in_use_is_an_error_at_once() =>
        Assert.Throws<SocketException>(() => new UdpSipTransport(new SipListener(SipTransportKind.Udp, Target), TimeProvider.System, NullLogger.Instance));
}
