using System.Text;
using Voxie.SipGateway.Transport.Streams;

namespace Voxie.SipGateway.Tests.Transport.Streams;

/// <summary>Who gets a WebSocket for SIP.</summary>
public sealed class WebSocketUpgradeTests
{
    // The request and key of RFC 6455 1.2, for SIP.
    private const string Request = "GET /any HTTP/1.1\r\nHost: sbc.example.com\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: chat, sip\r\nSec-WebSocket-Version: 13\r\n\r\n";

    private static string Answer(string request, out bool isOpen) =>
        Encoding.ASCII.GetString(WebSocketUpgrade.Answer(Encoding.Latin1.GetBytes(request), ["https://phone.example.com"], out isOpen));

    [Fact]
    public void A_client_of_SIP_gets_one()
    {
        var answer = Answer(Request, out var isOpen);
        Assert.True(isOpen);
        Assert.StartsWith("HTTP/1.1 101 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", answer, StringComparison.Ordinal); // RFC 6455 1.3
        Assert.Contains("\r\nSec-WebSocket-Protocol: sip\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-WebSocket-Protocol: chat, sip", "Sec-WebSocket-Protocol: chat", "400")]
    [InlineData("Sec-WebSocket-Protocol: chat, sip\r\n", "", "400")]
    [InlineData("Sec-WebSocket-Protocol: chat, sip", "sec-websocket-protocol: chat\r\nSEC-WEBSOCKET-PROTOCOL: SIP", "101")]
    [InlineData("Upgrade: websocket\r\n", "", "426")]
    [InlineData("keep-alive, Upgrade", "keep-alive", "426")]
    [InlineData("Version: 13", "Version: 8", "426")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhl", "400")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "!!!!!!!!!!!!!!!!!!!!!!==", "400")]
    [InlineData("GET /any HTTP/1.1", "POST /any HTTP/1.1", "400")]
    [InlineData("GET /any HTTP/1.1", "GET /any HTTP/1.0", "400")]
    [InlineData("Host: sbc.example.com", "Host : sbc.example.com", "400")]
    [InlineData("Host: sbc.example.com", "nonsense", "400")]
    [InlineData("Host: sbc.example.com", "Host: sbc.example.com\r\nOrigin: https://phone.example.com", "101")]
    [InlineData("Host: sbc.example.com", "Host: sbc.example.com\r\nOrigin: https://evil.example.com", "403")] // a page of somebody else
    [InlineData("Host: sbc.example.com", "Host: sbc.example.com\r\nOrigin: null", "403")]
    public void Others_are_told_why_not(string part, string instead, string status)
    {
        Assert.Contains(part, Request, StringComparison.Ordinal);
        var answer = Answer(Request.Replace(part, instead, StringComparison.Ordinal), out var isOpen);
        Assert.Equal((status, status == "101"), (answer.Split(' ')[1], isOpen));
    }
}
