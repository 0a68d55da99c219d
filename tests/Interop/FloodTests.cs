using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;

namespace Voxie.Interop;

/// <summary>Strangers who send as much as they can, and a node that runs out of descriptors: live calls go on, and the next caller is served.</summary>
[Collection(MeasuredNodeTests.Name), Trait(MeasuredNodeTests.Trait, MeasuredNodeTests.Alone)]
public sealed class FloodTests : IAsyncLifetime, IDisposable
{
    private const int Strangers = 199;
    private const int MostMoreMiB = 100;

    private readonly Workspace _workspace = new();
    private readonly PhoneBank _bank = new();
    private VoxieProcess _node = null!;

    private IPEndPoint Target => new(IPAddress.Loopback, _node.SipPort);

    public async Task InitializeAsync()
    {
        var port = Ports.Take();
        _node = await VoxieProcess.StartAsync(_workspace, new VoxieSettings
        {
            SipPort = port,
            Environment = new Dictionary<string, string>
            {
                ["VOXIE_SIP"] = string.Create(CultureInfo.InvariantCulture, $"udp:127.0.0.1:{port},tcp:127.0.0.1:{port}"),
                ["VOXIE__Sip__Admission__TrustLoopback"] = "false",
            },
        });
        // Phones of the tests call from 127.0.0.1; everything else on loopback is a stranger.
        using var saved = await _node.Api.SendAsync(HttpMethod.Post, "api/trunks", JsonContent.Create(new { id = "phones", sources = new[] { "127.0.0.1" } }));
        Assert.True(saved.IsSuccessStatusCode);
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    public void Dispose()
    {
        _bank.Dispose();
        _workspace.Dispose();
    }

    /// <summary>Garbage, OPTIONS and INVITEs from 199 addresses over UDP, and half INVITEs that are reset over TCP (S9, S10).</summary>
    [Fact]
    public async Task A_flood_of_strangers_disturbs_no_live_call()
    {
        var before = (Memory: _node.ResidentMiB(), Files: _node.OpenFiles());
        var phones = Enumerable.Range(0, 5).Select(i => _bank.Add($"flood-{i}", _node.SipPort)).ToList();
        Assert.All(await Task.WhenAll(phones.Select(phone => phone.DialAsync("echo"))), status => Assert.Equal(200, status));
        var speaking = Task.WhenAll(phones.Select(phone => phone.SayAsync(Sound.Tone(440, 5.5))));
        await Task.Delay(700);

        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(4));
        var sent = await Task.WhenAll(FloodAsync(stop.Token), ResetAsync(stop.Token));
        Assert.True(sent[0] > 1000, $"only {sent[0]} datagrams were sent");
        Assert.True(sent[1] > 100, $"only {sent[1]} connections were made");

        var late = _bank.Add("flood-after", _node.SipPort);
        Assert.Equal(200, await late.DialAsync("echo"));
        await speaking;
        await Task.Delay(300);
        foreach (var phone in phones)
        {
            var heard = phone.HeardSamples();
            var tone = Sound.Speech(heard) ?? throw new InvalidDataException("nothing came back");
            ToneProof.InEachSecond(heard[tone.Start..tone.End], 440, 4);
        }

        await Task.WhenAll(phones.Append(late).Select(phone => phone.HangUpAsync()));
        Assert.InRange(_node.ResidentMiB() - before.Memory, double.MinValue, MostMoreMiB);
        await Wait.UntilAsync(() => _node.OpenFiles() <= before.Files + (2 * 6) + 10, TimeSpan.FromSeconds(10), "the connections that were reset are let go of");
    }

    /// <summary>R12: each call needs two sockets; without them a call gets 503, and when some come back, so do the calls.</summary>
    [Fact]
    public async Task Without_descriptors_calls_get_503_until_there_are_some_again()
    {
        await _node.Api.GetAsync("api/calls"); // what is opened once, is open
        var most = _node.OpenFiles() + 24;
        await ChildProcess.RunAsync("prlimit", "--pid", _node.Id.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"--nofile={most}:{most}"));
        var phones = new List<TestPhone>();
        var answers = new List<int>();
        for (var i = 0; i < 20; i++)
        {
            phones.Add(_bank.Add($"files-{i}", _node.SipPort));
            answers.Add(await phones[^1].DialAsync("echo"));
        }

        Assert.All(answers, status => Assert.Contains(status, (int[])[200, 503]));
        Assert.InRange(answers.Count(status => status == 200), 4, 12);
        await phones[0].SayAsync(Sound.Tone(440, 0.5));
        await Task.Delay(300);
        Assert.Contains(phones[0].HeardSamples().Chunk(800), part => Sound.ToneShare(part, 440) > 0.9);

        await Task.WhenAll(phones.Zip(answers).Where(pair => pair.Second == 200).Select(pair => pair.First.HangUpAsync()));
        _ = await Wait.ForAsync(async () => // ports that have carried a call rest for a while
        {
            var again = _bank.Add("files-again-" + Guid.NewGuid().ToString("N"), _node.SipPort);
            return await again.DialAsync("echo") == 200 ? again : null;
        }, TimeSpan.FromSeconds(20), "calls are taken again");
        var rejects = (await _node.Api.GetAsync("api/rejects"))["items"]!.AsArray();
        Assert.Contains(rejects, reject => reject!["cause"]!.GetValue<string>() == "media_port");
    }

    private async Task<int> FloodAsync(CancellationToken stop)
    {
        var random = new Random(9);
        var sockets = Enumerable.Range(2, Strangers).Select(last => Bound(string.Create(CultureInfo.InvariantCulture, $"127.0.0.{last}"))).ToList();
        var count = 0;
        while (!stop.IsCancellationRequested)
        {
            foreach (var socket in sockets)
            {
                var message = (count++ % 3) switch
                {
                    0 => Garbage(random),
                    1 => Request("OPTIONS", socket.LocalEndPoint!, count),
                    _ => Request("INVITE", socket.LocalEndPoint!, count),
                };
                await socket.SendToAsync(message, Target, CancellationToken.None);
            }

            await Task.Delay(50, CancellationToken.None); // about 4,000 a second
        }

        sockets.ForEach(socket => socket.Dispose());
        return count;
    }

    private async Task<int> ResetAsync(CancellationToken stop)
    {
        var count = 0;
        while (!stop.IsCancellationRequested)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
            socket.Bind(new IPEndPoint(IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"127.0.0.{2 + (count++ % Strangers)}")), 0));
            try
            {
                await socket.ConnectAsync(Target, CancellationToken.None);
                var whole = Request("INVITE", socket.LocalEndPoint!, count);
                await socket.SendAsync(whole.AsMemory(0, whole.Length / 2), CancellationToken.None);
            }
            catch (SocketException)
            {
                // Too many from there: refused, as it should be.
            }

            await Task.Delay(5, CancellationToken.None);
        }

        return count;
    }

    private static Socket Bound(string address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        return socket;
    }

    private static byte[] Garbage(Random random)
    {
        var bytes = new byte[random.Next(1, 1200)];
        random.NextBytes(bytes);
        return bytes;
    }

    private byte[] Request(string method, EndPoint from, int number) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{method} sip:{number}@{Target} SIP/2.0\r\nVia: SIP/2.0/UDP {from};branch=z9hG4bKflood{number};rport\r\nMax-Forwards: 70\r\n"
        + $"From: <sip:scanner@{from}>;tag={number}\r\nTo: <sip:{number}@{Target}>\r\nCall-ID: flood-{number}\r\nCSeq: 1 {method}\r\nContact: <sip:scanner@{from}>\r\nContent-Length: 0\r\n\r\n"));
}
