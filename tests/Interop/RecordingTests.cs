using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;

namespace Voxie.Interop;

/// <summary>Recordings and captures of real calls, fetched by the API and read by other programs (sox, ffprobe, tshark).</summary>
public sealed class RecordingTests : IDisposable
{
    private const int BurstFrames = 15;

    private readonly Workspace _workspace = new();
    private readonly PhoneBank _bank = new();

    public void Dispose()
    {
        _bank.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task Caller_left_agent_right_and_both_as_far_apart_as_the_phone_heard_them()
    {
        await using var node = await VoxieProcess.StartAsync(_workspace);
        await node.Api.SaveAsync(HttpMethod.Post, "api/agents", new { name = "mirror", extension = "mirror", kind = "echo", recording = "on" });
        var phone = _bank.Add("mirrored", node.SipPort);
        Assert.Equal(200, await phone.DialAsync("mirror"));
        using var capture = await node.Api.SendAsync(HttpMethod.Post, $"api/calls/live/{await IdAsync(node, "mirrored")}/capture");
        Assert.Equal(HttpStatusCode.Accepted, capture.StatusCode);
        var delays = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var since = Stopwatch.GetTimestamp();
            var said = await phone.SayAsync(Sound.Join(Sound.Tone(440, BurstFrames * 0.02), Sound.Silence(0.6)));
            await Wait.UntilAsync(() => LoudFrames(phone, since).Count >= BurstFrames, TimeSpan.FromSeconds(5), "the burst has come back");
            // The end of both: a first frame may be doubled by what the line conceals.
            delays.Add(Stopwatch.GetElapsedTime(said, LoudFrames(phone, since)[^1].At).TotalMilliseconds);
        }
        await phone.HangUpAsync();
        var record = await node.Api.ClosedCallFromAsync("mirrored");

        var file = await FetchAsync(node, record.Id, "recording", "call.wav");
        await AssertProbeAsync(file, seconds: 4);
        var (caller, agent) = (await ChannelAsync(file, 1), await ChannelAsync(file, 2));
        Assert.InRange(Math.Abs(caller.Length - agent.Length), 0, 0);
        var (left, right) = (Bursts(caller), Bursts(agent));
        Assert.Equal(5, left.Count);
        Assert.Equal(5, right.Count);
        Assert.All(left, burst => Assert.InRange(Sound.ToneShare(caller.AsSpan(burst.Start + 320, 1600), 440), 0.95, 1.01));
        Assert.All(right, burst => Assert.InRange(Sound.ToneShare(agent.AsSpan(burst.Start + 320, 1600), 440), 0.95, 1.01));
        // Heard to sent in the recording, and sent to heard at the phone: the same but for one frame.
        var recorded = left.Zip(right, (heard, sent) => (sent.End - heard.End) / 8.0).Order().ToList()[2];
        Assert.InRange(recorded - delays.Order().ToList()[2], -20, 20);

        await AssertRangesAsync(node, record.Id, await File.ReadAllBytesAsync(file));
        Assert.DoesNotContain("RIFF", await File.ReadAllTextAsync(OnlyFile(node), System.Text.Encoding.Latin1), StringComparison.Ordinal);
        await AssertCaptureAsync(await FetchAsync(node, record.Id, "capture", "rtp.pcap"), phone);

        await OpusAsync(node);
        using var gone = await node.Api.SendAsync(HttpMethod.Delete, $"api/calls/{record.Id}/recording");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.EndsWith(".opus.sealed", OnlyFile(node), StringComparison.Ordinal);
    }

    private async Task OpusAsync(VoxieProcess node)
    {
        await node.Api.SaveAsync(HttpMethod.Post, "api/agents", new { name = "hum", extension = "hum", kind = "tone", recording = "on", recordingFormat = "opus" });
        var phone = _bank.Add("hummed", node.SipPort);
        Assert.Equal(200, await phone.DialAsync("hum"));
        await phone.SayAsync(Sound.Tone(440, 1.5));
        await phone.HangUpAsync();
        var file = await FetchAsync(node, (await node.Api.ClosedCallFromAsync("hummed")).Id, "recording", "call.opus");
        var probe = await ChildProcess.RunAsync("ffprobe", ["-v", "error", "-show_entries", "stream=codec_name,channels", "-of", "csv=p=0", file]);
        Assert.Equal("opus,2", probe.Trim());
        var wav = _workspace.File("decoded.wav");
        Assert.Equal("", (await ChildProcess.RunAsync("ffmpeg", ["-v", "error", "-i", file, "-ar", "8000", wav])).Trim());
        var (caller, agent) = (await ChannelAsync(wav, 1), await ChannelAsync(wav, 2));
        Assert.InRange(Sound.ToneShare(caller.AsSpan(4000, 4000), 440), 0.9, 1.01);
        Assert.InRange(Sound.ToneShare(agent.AsSpan(4000, 4000), 600), 0.9, 1.01);
    }

    [Fact]
    public async Task After_kill_9_the_recording_of_a_talking_agent_is_played_from_its_first_word_behind_the_consent()
    {
        var data = _workspace.File("data");
        string id;
        var settings = new VoxieSettings { DataFolder = data };
        await using (var node = await VoxieProcess.StartAsync(_workspace, settings))
        {
            await node.Api.SaveAsync(HttpMethod.Post, "api/agents", new
            {
                name = "told", extension = "told", greeting = "Hello and welcome to our little shop.", recording = "on", recordingConsent = "This call is recorded.",
            });
            var phone = _bank.Add("cut-off", node.SipPort);
            Assert.Equal(200, await phone.DialAsync("told"));
            id = await IdAsync(node, "cut-off");
            await phone.HearOutAsync(0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
            await phone.SayAsync(Sound.Tone(600, 0.6));
            await Task.Delay(2500);
            await node.KillHardAsync();
        }

        await using var again = await VoxieProcess.StartAsync(_workspace, settings);
        var file = await FetchAsync(again, id, "recording", "cut.wav");
        await AssertProbeAsync(file, seconds: 3);
        var (caller, agent) = (await ChannelAsync(file, 1), await ChannelAsync(file, 2));
        Assert.InRange(Sound.ToneShare(caller.AsSpan(Sound.Speech(caller)!.Value.Start + 320, 3200), 600), 0.95, 1.01);
        // The greeting is there and the sentence before it is not: it begins at once.
        var speech = Sound.Speech(agent)!.Value;
        Assert.InRange(speech.Start, 0, 8000);
        Assert.InRange(speech.End - speech.Start, 8000, 8000 * 6);
        var notes = (await again.Api.GetAsync("api/calls/" + id))["notes"]!.AsArray().Where(note => note!["kind"]!.GetValue<string>() == "recording").ToList();
        Assert.Equal("started", Assert.Single(notes)!["data"]!["state"]!.GetValue<string>());
    }

    private static List<HeardFrame> LoudFrames(TestPhone phone, long since) => [.. phone.Heard(since).Where(frame => !Sound.IsSilent(frame.Samples))];

    private static List<(int Start, int End)> Bursts(short[] samples)
    {
        var bursts = new List<(int, int)>();
        const int hop = 8;
        for (var at = 0; at + 40 <= samples.Length;)
        {
            if (Sound.IsSilent(samples.AsSpan(at, 40)))
            {
                at += hop;
                continue;
            }

            var start = at;
            var last = at;
            for (; at + 40 <= samples.Length && at - last < 1600; at += hop)
            {
                if (!Sound.IsSilent(samples.AsSpan(at, 40)))
                {
                    last = at;
                }
            }

            bursts.Add((start, last));
        }

        return bursts;
    }

    private static async Task<string> IdAsync(VoxieProcess node, string from) =>
        (await Wait.ForAsync(() => node.Api.CallFromAsync(from), TimeSpan.FromSeconds(5), "the call is in the record")).Id;

    private static string OnlyFile(VoxieProcess node) =>
        Assert.Single(Directory.GetFiles(Path.Combine(node.DataFolder, "recordings"), "*", SearchOption.AllDirectories));

    private async Task<string> FetchAsync(VoxieProcess node, string id, string what, string name)
    {
        using var response = await node.Api.SendAsync(HttpMethod.Get, $"api/calls/{id}/{what}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var file = _workspace.File(name);
        await File.WriteAllBytesAsync(file, await response.Content.ReadAsByteArrayAsync());
        return file;
    }

    private static async Task AssertProbeAsync(string file, double seconds)
    {
        var probe = await ChildProcess.RunAsync("ffprobe", ["-v", "error", "-show_entries", "stream=codec_name,sample_rate,channels,duration", "-of", "csv=p=0", file]);
        var fields = probe.Trim().Split(',');
        Assert.Equal(["pcm_s16le", "8000", "2"], fields[..3]);
        Assert.InRange(double.Parse(fields[3], CultureInfo.InvariantCulture), seconds, 60);
    }

    private async Task<short[]> ChannelAsync(string file, int channel)
    {
        var one = _workspace.File($"channel{channel}.wav");
        Assert.Equal("", (await ChildProcess.RunAsync("sox", [file, one, "remix", channel.ToString(CultureInfo.InvariantCulture)])).Trim());
        return Wav.Read(one);
    }

    private static async Task AssertRangesAsync(VoxieProcess node, string id, byte[] whole)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{node.HttpPort}/api/calls/{id}/recording");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", VoxieProcess.AdminKey);
        request.Headers.Range = new RangeHeaderValue(20_000, 59_999);
        using var part = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(whole[20_000..60_000], await part.Content.ReadAsByteArrayAsync());
    }

    /// <summary>tshark reads every packet as RTP, in both directions, and finds fault with none.</summary>
    private static async Task AssertCaptureAsync(string file, TestPhone phone)
    {
        string[] read = ["-r", file, "-d", $"udp.port=={phone.MediaPort},rtp", "-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE"];
        var faults = await ChildProcess.RunAsync("tshark", [.. read, "-Y", "_ws.malformed or ip.checksum.status == 0 or udp.checksum.status == 0"]);
        Assert.Empty(Lines(faults));
        var packets = Lines(await ChildProcess.RunAsync("tshark",
            [.. read, "-Y", "rtp", "-T", "fields", "-e", "udp.srcport", "-e", "rtp.p_type", "-e", "rtp.seq", "-e", "frame.time_epoch"])).Select(line => line.Split('\t')).ToList();
        var sent = packets.Where(packet => packet[0] != phone.MediaPort.ToString(CultureInfo.InvariantCulture)).ToList();
        var received = packets.Where(packet => packet[0] == phone.MediaPort.ToString(CultureInfo.InvariantCulture)).ToList();
        foreach (var side in (List<string[]>[])[sent, received])
        {
            Assert.InRange(side.Count, 150, 1000);
            Assert.All(side, packet => Assert.Equal("0", packet[1]));
            var sequence = side.Select(packet => int.Parse(packet[2], CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(Enumerable.Range(0, side.Count).Select(i => (sequence[0] + i) % 65536), sequence);
        }
        Assert.Contains(packets, packet => packet[3].Length - packet[3].IndexOf('.', StringComparison.Ordinal) == 10);
    }

    private static List<string> Lines(string output) =>
        [.. output.Split('\n').Where(line => line.Trim().Length > 0 && !line.StartsWith("Running as user", StringComparison.Ordinal))];
}
