using System.Net;
using System.Net.Sockets;
using System.Text;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.Interop.Rtp;

namespace Voxie.Interop;

/// <summary>What comes from outside and is wrong: a clear answer each, and the next caller is served.</summary>
[Collection(SharedNodeTests.Name)]
public sealed class BadInputTests(VoxieNode node) : IDisposable
{
    private const string Sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 31998 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";

    private readonly PhoneBank _bank = new();

    public void Dispose() => _bank.Dispose();

    [Fact]
    public async Task Garbage_datagrams_do_not_stop_the_next_call()
    {
        using var socket = new UdpClient(AddressFamily.InterNetwork);
        var random = new Random(4);
        for (var i = 0; i < 500; i++)
        {
            var garbage = new byte[random.Next(1, 1400)];
            random.NextBytes(garbage);
            if (i % 2 == 0)
            {
                Encoding.ASCII.GetBytes("INVITE sip:").AsSpan(0, Math.Min(11, garbage.Length)).CopyTo(garbage);
            }

            await socket.SendAsync(garbage, new IPEndPoint(IPAddress.Loopback, node.Process.SipPort));
        }

        await AnEchoCallWorksAsync("after-garbage");
    }

    [Theory]
    [InlineData("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0", "488")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio", "400")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 31998 RTP/AVP 18\r\na=rtpmap:18 G729/8000\r\n", "488")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 31998 RTP/AVP 31\r\n", "488")]
    public async Task An_offer_that_cannot_be_used_is_refused_with_its_reason(string offer, string status)
    {
        Assert.StartsWith("SIP/2.0 " + status, await InviteAsync("echo", offer), StringComparison.Ordinal);
        await AnEchoCallWorksAsync("after-bad-offer");
    }

    [Fact]
    public async Task A_user_that_nobody_answers_for_is_not_found() =>
        Assert.StartsWith("SIP/2.0 404", await InviteAsync("nobody", Sdp), StringComparison.Ordinal);

    [Fact]
    public async Task Media_from_a_stranger_is_neither_heard_nor_answered()
    {
        var phone = _bank.Add("with-stranger", node.Process.SipPort);
        Assert.Equal(200, await phone.DialAsync("echo"));
        await phone.SayAsync(Sound.Tone(440, 0.5));

        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Loopback, Ports.Take()));
        var media = new IPEndPoint(IPAddress.Loopback, phone.RemoteMediaPort!.Value);
        var speaking = phone.SayAsync(Sound.Tone(440, 1));
        foreach (var (frame, i) in Sound.Tone(1000, 1).Chunk(Sound.Frame).Select((frame, i) => (frame, i)))
        {
            await stranger.SendAsync(RtpView.Build(0, (ushort)i, (uint)(i * Sound.Frame), 99, G711.Encode(frame, 0)), media);
            await Task.Delay(15);
        }

        await speaking;
        await Task.Delay(300);
        var heard = phone.HeardSamples();
        Assert.True(heard.Chunk(800).Count(part => Sound.ToneShare(part, 440) > 0.8) >= 10, "the caller's own tone comes back");
        Assert.DoesNotContain(heard.Chunk(800), part => !Sound.IsSilent(part) && Sound.ToneShare(part, 1000) > 0.1);
        Assert.Equal(0, stranger.Available);
        await phone.HangUpAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not-the-key")]
    public async Task A_bad_api_key_is_refused(string? key)
    {
        using var api = new ApiClient(node.Process.HttpPort, key);
        foreach (var path in (string[])["api/calls", "api/agents", "api/calls/live", "api/events"])
        {
            using var response = await api.SendAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }
    }

    [Theory]
    [InlineData("{\"name\": \"half")]
    [InlineData("[]")]
    [InlineData("{\"name\": \"x\", \"nonsense\": 1}")]
    [InlineData("{\"name\": \"\"}")]
    [InlineData("{\"name\": 5}")]
    public async Task Bad_json_is_answered_with_a_problem(string body)
    {
        using var response = await node.Process.Api.SendAsync(HttpMethod.Post, "api/agents", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private async Task AnEchoCallWorksAsync(string user)
    {
        var phone = _bank.Add(user, node.Process.SipPort);
        Assert.Equal(200, await phone.DialAsync("echo"));
        await phone.SayAsync(Sound.Tone(440, 0.5));
        await Task.Delay(300);
        Assert.Contains(phone.HeardSamples().Chunk(800), part => Sound.ToneShare(part, 440) > 0.9);
        await phone.HangUpAsync();
    }

    /// <summary>First final response to an INVITE; acknowledged when it refuses.</summary>
    private async Task<string> InviteAsync(string user, string body)
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
        string Request(string method, string to, string content) =>
            $"{method} sip:{user}@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK{port};rport\r\nMax-Forwards: 70\r\n"
            + $"From: <sip:tester@127.0.0.1>;tag=a\r\nTo: {to}\r\nCall-ID: bad-{port}\r\nCSeq: 1 {method}\r\nContact: <sip:tester@127.0.0.1:{port}>\r\n"
            + (content.Length > 0 ? "Content-Type: application/sdp\r\n" : "") + $"Content-Length: {content.Length}\r\n\r\n{content}";

        var target = new IPEndPoint(IPAddress.Loopback, node.Process.SipPort);
        await socket.SendAsync(Encoding.ASCII.GetBytes(Request("INVITE", $"<sip:{user}@127.0.0.1>", body)), target);
        while (true)
        {
            var answer = SipText.Read(Encoding.ASCII.GetString((await socket.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(5))).Buffer));
            if (answer.Status >= 200)
            {
                await socket.SendAsync(Encoding.ASCII.GetBytes(Request("ACK", answer["To"]!, "")), target);
                return answer.StartLine;
            }
        }
    }
}
