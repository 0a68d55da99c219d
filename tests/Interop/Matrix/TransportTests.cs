using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;

namespace Voxie.Interop.Matrix;

/// <summary>The same calls over each transport, with peers that other people wrote: baresip, SIPp, OpenSSL.</summary>
public sealed class TransportTests(TransportNode node) : IClassFixture<TransportNode>, IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("tcp")]
    [InlineData("tls")]
    public Task Baresip_calls_hears_itself_and_hangs_up(string transport) =>
        InteropMatrix.ProveAsync(Peer.Baresip, [transport == "tls" ? Feature.Tls : Feature.Tcp], async () =>
        {
            var user = "bs-" + transport;
            await using var caller = await BaresipAsync(user, transport);
            await caller.DialAsync(node.Uri("echo", transport));
            await caller.SawAsync("CALL_ESTABLISHED", Soon);
            await Task.Delay(3600);
            await caller.HangUpAsync();
            await caller.SawAsync("CALL_CLOSED", Soon);

            ToneProof.InEachSecond(caller.Heard(), 440, 2);
            var record = await node.Process.Api.ClosedCallFromAsync(user);
            Assert.Equal("caller", record.EndReason!.Side);
        });

    [Theory]
    [InlineData("tcp")]
    [InlineData("tls")]
    public async Task We_hang_up_on_baresip(string transport)
    {
        var user = "bs-we-" + transport;
        await using var caller = await BaresipAsync(user, transport);
        await caller.DialAsync(node.Uri("echo", transport));
        await caller.SawAsync("CALL_ESTABLISHED", Soon);
        await Task.Delay(1500); // until the call is listed
        var call = await node.Process.Api.CallFromAsync(user) ?? throw new InvalidOperationException("no call");
        using var response = await node.Process.Api.SendAsync(HttpMethod.Delete, "api/calls/live/" + call.Id);

        await caller.SawAsync("CALL_CLOSED", Soon);
        Assert.Equal("operator", (await node.Process.Api.ClosedCallFromAsync(user)).EndReason!.Side);
    }

    [Fact]
    public async Task A_program_calls_by_WebSocket_hears_itself_and_is_hung_up_by_us_on_its_connection()
    {
        using var phone = new WebSocketPhone("by-websocket");
        Assert.Equal(200, await phone.DialAsync(node.Port + 2, "echo"));
        var heard = await phone.SpeakAsync(Sound.Tone(440, 3.3));
        var call = await node.Process.Api.CallFromAsync("by-websocket") ?? throw new InvalidOperationException("no call");
        using var response = await node.Process.Api.SendAsync(HttpMethod.Delete, "api/calls/live/" + call.Id);
        await phone.HungUpAsync();

        var tone = Sound.Speech(heard) ?? throw new InvalidDataException("nothing came back");
        ToneProof.InEachSecond(heard[tone.Start..tone.End], 440, 2);
        Assert.Equal("operator", (await node.Process.Api.ClosedCallFromAsync("by-websocket")).EndReason!.Side);
    }

    [Theory]
    [InlineData("t1", "127.0.0.1", "Tcp")]
    [InlineData("tn", "127.0.0.1", "Tcp")]
    [InlineData("u1", "[::1]", "IPv6")]
    [InlineData("t1", "[::1]", "IPv6")]
    public Task SIPp_makes_ten_calls(string mode, string host, string feature) =>
        InteropMatrix.ProveAsync(Peer.Sipp, [Enum.Parse<Feature>(feature)], async () =>
        {
            var user = string.Create(CultureInfo.InvariantCulture, $"sipp-{mode}-{host.Length}");
            var call = new SippScenario(user);
            call.Invite(call.Sdp()).Answered(host == "[::1]" ? "c=IN IP6 ::1" : "c=IN IP4 127.0.0.1").Ack().Pause(0.5).Bye();
            var settings = new SippSettings { Transport = mode, Host = host, Arguments = ["-m", "10", "-r", "5", "-max_socket", "100"] };
            await using var sipp = SippPeer.Run(_workspace, call, host, node.Port, "echo", settings);

            Assert.True(await sipp.ExitAsync(TimeSpan.FromSeconds(45)) == 0, sipp.Output);
            Assert.Equal("caller", (await node.Process.Api.ClosedCallFromAsync(user)).EndReason!.Side);
        });

    [Theory]
    [InlineData("-tls1_2", true)]
    [InlineData("-tls1_3", true)]
    [InlineData("-tls1_1", false)]
    [InlineData("-tls1", false)]
    public async Task OpenSSL_gets_no_TLS_before_1_2(string version, bool works)
    {
        // The lowest security level: it must be us who refuse, not the client.
        await using var client = ChildProcess.Start("openssl",
        [
            "s_client", "-connect", $"127.0.0.1:{node.Port + 1}", version, "-cipher", "DEFAULT@SECLEVEL=0", "-CAfile", node.Certificates.Authority, "-verify_return_error",
        ]);
        var code = await client.ExitAsync(Soon);

        Assert.Equal(works, code == 0);
        Assert.Equal(works, client.Output.Contains("Verify return code: 0 (ok)", StringComparison.Ordinal) && client.Output.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_without_Content_Length_is_answered_400_and_closed()
    {
        using var peer = new TcpClient();
        await peer.ConnectAsync("127.0.0.1", node.Port);
        var stream = peer.GetStream();
        await stream.WriteAsync("OPTIONS sip:echo@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKx\r\nFrom: <sip:a@b>;tag=a\r\nTo: <sip:echo@b>\r\nCall-ID: x\r\nCSeq: 1 OPTIONS\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(stream);

        var heard = await reader.ReadToEndAsync().WaitAsync(Soon);
        Assert.StartsWith("SIP/2.0 400 Missing Content-Length", heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_hundred_who_do_not_shake_hands_keep_nobody_else_out()
    {
        var idle = new List<Socket>();
        try
        {
            for (var i = 0; i < 500; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                idle.Add(socket);
                socket.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Parse("127.0.0.66"), 0));
                try
                {
                    await socket.ConnectAsync("127.0.0.1", node.Port + 1);
                }
                catch (SocketException)
                {
                    // There is no place for it: as it should be.
                }
            }

            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", node.Port + 1);
            await using var tls = new SslStream(client.GetStream(), false, (_, certificate, _, _) => certificate is not null);
            await tls.AuthenticateAsClientAsync("localhost").WaitAsync(Soon);
            await tls.WriteAsync("\r\n\r\n"u8.ToArray());
            var pong = new byte[2];
            await tls.ReadExactlyAsync(pong).AsTask().WaitAsync(Soon);
            Assert.Equal("\r\n"u8.ToArray(), pong);
        }
        finally
        {
            idle.ForEach(socket => socket.Dispose());
        }
    }

    private Task<BaresipPeer> BaresipAsync(string user, string transport) =>
        BaresipPeer.StartAsync(_workspace, user, Sound.Tone(440, 30), settings: new BaresipSettings
        {
            UriParameters = $";transport={transport}",
            Configuration = $"sip_certificate {node.Certificates.PeerBoth}\nsip_cafile {node.Certificates.Authority}",
        });
}
