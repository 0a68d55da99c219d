using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Matrix;
using Voxie.Interop.Peers;
using Voxie.Interop.Rtp;

namespace Voxie.Interop;

/// <summary>A program that signals over a WebSocket (RFC 7118), made of the client of .NET, and hears itself.</summary>
[Collection(OneAtATime.Name)]
public sealed class WebSocketTests(TransportNode node) : IClassFixture<TransportNode>
{
    private const string User = "by-websocket";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task It_calls_hears_itself_and_is_hung_up_by_us_on_its_connection()
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("sip");
        using var patience = new CancellationTokenSource(Soon);
        await socket.ConnectAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{node.Port + 2}/")), patience.Token);
        using var media = new UdpClient(new IPEndPoint(IPAddress.Loopback, Ports.Take(2)));
        var port = ((IPEndPoint)media.Client.LocalEndPoint!).Port;
        await SendAsync(socket, Request("INVITE", "<sip:echo@voxie.test>",
            $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {port} RTP/AVP 0\r\n"));
        SipText answer;
        do
        {
            answer = await ReceiveAsync(socket);
        }
        while (answer.Status < 200);
        Assert.Equal(200, answer.Status);
        await SendAsync(socket, Request("ACK", answer["To"]!, ""));

        var heard = await SpeakAsync(media, answer.MediaPort(), Sound.Tone(440, 3.3));
        var call = await node.Process.Api.CallFromAsync(User) ?? throw new InvalidOperationException("no call");
        using var response = await node.Process.Api.SendAsync(HttpMethod.Delete, "api/calls/live/" + call.Id);
        var bye = await ReceiveAsync(socket);
        Assert.Equal("BYE", bye.StartLine.Split(' ')[0]);
        await SendAsync(socket, $"SIP/2.0 200 OK\r\nVia: {bye["Via"]}\r\nFrom: {bye["From"]}\r\nTo: {bye["To"]}\r\nCall-ID: {bye["Call-ID"]}\r\nCSeq: {bye["CSeq"]}\r\n\r\n");

        var tone = Sound.Speech(heard) ?? throw new InvalidDataException("nothing came back");
        ToneProof.InEachSecond(heard[tone.Start..tone.End], 440, 2);
        Assert.Equal("operator", (await node.Process.Api.ClosedCallFromAsync(User)).EndReason!.Side);
    }

    private static string Request(string method, string to, string body) =>
        $"{method} sip:echo@voxie.test SIP/2.0\r\nVia: SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bK{method}\r\nMax-Forwards: 70\r\nFrom: <sip:{User}@example.com>;tag=a\r\nTo: {to}\r\n"
        + $"Call-ID: websocket\r\nCSeq: 1 {method}\r\nContact: <sip:{User}@df7jal23ls0d.invalid;transport=ws>\r\n{(body.Length > 0 ? "Content-Type: application/sdp\r\n" : "")}\r\n{body}";

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async Task<SipText> ReceiveAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(Soon);
        var buffer = new byte[65_536];
        var received = await socket.ReceiveAsync(buffer, patience.Token);
        return SipText.Read(Encoding.UTF8.GetString(buffer, 0, received.Count));
    }

    /// <summary>Says it, a frame each 20 ms, and gives what came back meanwhile.</summary>
    private static async Task<short[]> SpeakAsync(UdpClient media, int to, short[] samples)
    {
        var target = new IPEndPoint(IPAddress.Loopback, to);
        var heard = new List<short[]>();
        var start = Stopwatch.GetTimestamp();
        var number = 0;
        foreach (var frame in samples.Chunk(Sound.Frame))
        {
            await media.SendAsync(RtpView.Build(0, (ushort)number, (uint)(number * Sound.Frame), 7118, G711.Encode(frame, 0)), target);
            number++;
            while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromMilliseconds(20 * number))
            {
                if (media.Available == 0)
                {
                    await Task.Delay(2);
                }
                else if (RtpView.TryRead((await media.ReceiveAsync()).Buffer, out var rtp) && rtp.PayloadType == 0)
                {
                    heard.Add(G711.Decode(rtp.Payload, 0));
                }
            }
        }

        return Sound.Join(heard);
    }
}
