using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Rtp;

namespace Voxie.Interop.Peers;

/// <summary>A program that signals over a WebSocket (RFC 7118), made of the client of .NET, with plain RTP.</summary>
internal sealed class WebSocketPhone(string user) : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private readonly ClientWebSocket _socket = new();
    private readonly UdpClient _media = new(new IPEndPoint(IPAddress.Loopback, Ports.Take(2)));
    private IPEndPoint? _target;

    /// <summary>Dials and acknowledges.</summary>
    /// <returns>The final status.</returns>
    public async Task<int> DialAsync(int port, string target)
    {
        _socket.Options.AddSubProtocol("sip");
        using var patience = new CancellationTokenSource(Soon);
        await _socket.ConnectAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{port}/")), patience.Token);
        var media = ((IPEndPoint)_media.Client.LocalEndPoint!).Port;
        await SendAsync(Request("INVITE", target, $"<sip:{target}@voxie.test>",
            $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {media} RTP/AVP 0\r\n"));
        SipText answer;
        do
        {
            answer = await ReceiveAsync();
        }
        while (answer.Status < 200);
        await SendAsync(Request("ACK", target, answer["To"]!, ""));
        _target = answer.Status == 200 ? new IPEndPoint(IPAddress.Loopback, answer.MediaPort()) : null;
        return answer.Status;
    }

    /// <summary>Says it, a frame each 20 ms, and gives what came back meanwhile.</summary>
    public async Task<short[]> SpeakAsync(short[] samples)
    {
        var heard = new List<short[]>();
        var start = Stopwatch.GetTimestamp();
        var number = 0;
        foreach (var frame in samples.Chunk(Sound.Frame))
        {
            await _media.SendAsync(RtpView.Build(0, (ushort)number, (uint)(number * Sound.Frame), 7118, G711.Encode(frame, 0)), _target!);
            number++;
            while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromMilliseconds(20 * number))
            {
                if (_media.Available == 0)
                {
                    await Task.Delay(2);
                }
                else if (RtpView.TryRead((await _media.ReceiveAsync()).Buffer, out var rtp) && rtp.PayloadType == 0)
                {
                    heard.Add(G711.Decode(rtp.Payload, 0));
                }
            }
        }

        return Sound.Join(heard);
    }

    /// <summary>Waits for the BYE of the other side, and answers it.</summary>
    public async Task HungUpAsync()
    {
        var bye = await ReceiveAsync();
        Assert.Equal("BYE", bye.StartLine.Split(' ')[0]);
        await SendAsync($"SIP/2.0 200 OK\r\nVia: {bye["Via"]}\r\nFrom: {bye["From"]}\r\nTo: {bye["To"]}\r\nCall-ID: {bye["Call-ID"]}\r\nCSeq: {bye["CSeq"]}\r\n\r\n");
    }

    public void Dispose()
    {
        _socket.Dispose();
        _media.Dispose();
    }

    // As phones of web pages write it: nobody can be reached at what Via and Contact say, and no Content-Length is needed.
    private string Request(string method, string target, string to, string body) =>
        $"{method} sip:{target}@voxie.test SIP/2.0\r\nVia: SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bK{user}{method}\r\nMax-Forwards: 70\r\nFrom: <sip:{user}@example.com>;tag=a\r\nTo: {to}\r\n"
        + $"Call-ID: {user}\r\nCSeq: 1 {method}\r\nContact: <sip:{user}@df7jal23ls0d.invalid;transport=ws>\r\n{(body.Length > 0 ? "Content-Type: application/sdp\r\n" : "")}\r\n{body}";

    private Task SendAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task<SipText> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Soon);
        var buffer = new byte[65_536];
        var received = await _socket.ReceiveAsync(buffer, patience.Token);
        return SipText.Read(Encoding.UTF8.GetString(buffer, 0, received.Count));
    }
}
