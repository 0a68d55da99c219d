using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Tests.Calls;
using Voxie.SipGateway.Tests.Transport.Tls;
using Voxie.SipGateway.Transport;
using Voxie.SipGateway.Transport.Streams;
using Voxie.SipGateway.Transport.Tls;

namespace Voxie.SipGateway.Tests.Transport.Streams;

/// <summary>SIP over WebSocket (RFC 7118) with the client of .NET, on real sockets of loopback.</summary>
public sealed class WebSocketTransportTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly FakeIntake _intake = new() { OnBegin = static leg => _ = leg.AnswerAsync(default).AsTask() };
    private readonly TestCertificates _certificates = new();
    private readonly List<StreamSipTransport> _listeners;
    private readonly SipStack _stack;

    public WebSocketTransportTests()
    {
        var tls = new SipTlsOptions
        {
            CertificateFile = _certificates.Write("ours.pem", _certificates.Make("ours.example", ["DNS:ours.example"])),
            TrustAnchorsFile = _certificates.AuthorityFile,
        };
        var handshakes = new TlsHandshakes(new TlsFiles(tls, TimeProvider.System, NullLogger.Instance), tls.ClientCertificates, TimeProvider.System, NullLogger.Instance);
        _listeners =
        [
            Listen(SipTransportKind.Ws, null), Listen(SipTransportKind.Wss, handshakes),
        ];
        _stack = new SipStack(new SipStackOptions { Listeners = [] }, new SipStackParts(_intake, _intake, TimeProvider.System, NullLoggerFactory.Instance), [.. _listeners], new FakeLegMediaSource());
        _stack.Start();
    }

    private static StreamSipTransport Listen(SipTransportKind kind, TlsHandshakes? handshakes) => new(
        new SipListener(kind, new IPEndPoint(IPAddress.Loopback, 0)) { Origins = ["https://phone.example.com"] }, handshakes, new StreamLimits(), TimeProvider.System, NullLogger.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stack.DisposeAsync();
        _certificates.Dispose();
    }

    private async Task<ClientWebSocket> ConnectAsync(bool secure = false, string? origin = null, string protocol = "sip")
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(protocol);
        socket.Options.RemoteCertificateValidationCallback = static (_, _, _, errors) => errors != SslPolicyErrors.RemoteCertificateNotAvailable;
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await socket.ConnectAsync(new Uri($"{(secure ? "wss" : "ws")}://{_listeners[secure ? 1 : 0].Local}/"), patience.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Task SendAsync(ClientWebSocket socket, string text, bool isLast = true) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), WebSocketMessageType.Text, isLast, CancellationToken.None);

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[65_536];
        using var patience = new CancellationTokenSource(Patience);
        var received = await socket.ReceiveAsync(buffer, patience.Token);
        Assert.True(received.EndOfMessage);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    // As JsSIP and SIP.js write them: nobody can be reached at what Via and Contact say, and no Content-Length is needed.
    private static string Request(string method, string via, int cseq = 1, string to = "<sip:echo@voxie.test>", string more = "", string body = "") => $"""
        {method} sip:echo@voxie.test SIP/2.0
        Via: SIP/2.0/{via} df7jal23ls0d.invalid;branch=z9hG4bK{method}{cseq}
        From: <sip:alice@example.com>;tag=a
        To: {to}
        Call-ID: browser
        CSeq: {cseq} {method}
        Contact: <sip:alice@df7jal23ls0d.invalid;transport=ws>
        {more}
        {body}
        """;

    [Theory]
    [InlineData(false, "WS")]
    [InlineData(true, "WSS")]
    public async Task A_call_is_made_and_we_hang_it_up_on_its_own_connection(bool secure, string via)
    {
        using var socket = await ConnectAsync(secure);
        await SendAsync(socket, Request("INVITE", via, more: "Content-Type: application/sdp\n", body: SipRig.Offer));
        string answer;
        do
        {
            answer = await ReceiveAsync(socket);
        }
        while (answer.StartsWith("SIP/2.0 1", StringComparison.Ordinal));
        Assert.StartsWith("SIP/2.0 200", answer, StringComparison.Ordinal);
        Assert.Contains($"Via: SIP/2.0/{via} df7jal23ls0d.invalid;branch=z9hG4bKINVITE1;received=127.0.0.1", answer, StringComparison.Ordinal);
        Assert.Contains($"Contact: <sip:echo@{_listeners[secure ? 1 : 0].Local};transport={via.ToLowerInvariant()}>", answer, StringComparison.Ordinal);
        var to = answer.Split("\r\n").Single(line => line.StartsWith("To: ", StringComparison.Ordinal))["To: ".Length..];
        await SendAsync(socket, Request("ACK", via, to: to));

        var ended = _intake.Legs[0].HangUpAsync(CallEndReason.AgentHangup).AsTask();
        var bye = await ReceiveAsync(socket);
        Assert.StartsWith("BYE sip:alice@df7jal23ls0d.invalid;transport=ws SIP/2.0", bye, StringComparison.Ordinal);
        Assert.Contains($"Via: SIP/2.0/{via} {_listeners[secure ? 1 : 0].Local}", bye, StringComparison.Ordinal);
        var lines = bye.Split("\r\n");
        string Line(string name) => lines.Single(line => line.StartsWith(name, StringComparison.Ordinal));
        await SendAsync(socket, $"SIP/2.0 200 OK\n{Line("Via:")}\n{Line("From:")}\n{Line("To:")}\n{Line("Call-ID:")}\n{Line("CSeq:")}\n\n");
        await ended.WaitAsync(Patience);
    }

    [Fact]
    public async Task Line_ends_are_answered_and_the_connection_stays_and_is_closed_in_order()
    {
        using var socket = await ConnectAsync(origin: "https://phone.example.com");
        await SendAsync(socket, "\r\n\r\n");
        Assert.Equal("\r\n", await ReceiveAsync(socket));
        await SendAsync(socket, "OPTIONS sip:voxie.te", isLast: false); // one message in two frames
        await SendAsync(socket, Request("OPTIONS", "WS")["OPTIONS sip:echo@voxie.te".Length..]);
        Assert.StartsWith("SIP/2.0 200", await ReceiveAsync(socket), StringComparison.Ordinal);
        using var patience = new CancellationTokenSource(Patience);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", patience.Token);
        Assert.Equal(WebSocketState.Closed, socket.State);
        while (_listeners[0].Count > 0 && !patience.IsCancellationRequested)
        {
            await Task.Yield();
        }

        Assert.Equal(0, _listeners[0].Count);
    }

    [Theory]
    [InlineData("https://evil.example.com", "sip", "403")]
    [InlineData(null, "chat", "400")]
    public async Task A_page_that_is_not_named_and_another_protocol_get_none(string? origin, string protocol, string status)
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(origin: origin, protocol: protocol));
        Assert.Contains(status, refused.Message, StringComparison.Ordinal);
    }
}
