using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.SipGateway.Media;

namespace Voxie.Interop;

/// <summary>Codecs against those of others: baresip's on the line, ffmpeg's G.722 by file.</summary>
[Collection(SharedNodeTests.Name)]
public sealed class CodecTests(VoxieNode node) : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(8);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    /// <summary>5 kHz is more than a narrow-band codec, or a resampling on the way, lets through.</summary>
    [Fact]
    public Task Phones_hear_their_own_tones_in_wide_band_and_in_long_packets() => Task.WhenAll(
        EchoesAsync("bs-g722", "G722/16000/1", "G722", 16000, 5000, 20),
        EchoesAsync("bs-g722-40", "G722/16000/1", "G722", 16000, 5000, 40),
        EchoesAsync("bs-opus", "opus/48000/2", "opus", 48000, 5000, 20),
        EchoesAsync("bs-pcma-60", "pcma/8000/1", "PCMA", 8000, 1000, 60));

    [Fact]
    public async Task What_ffmpeg_encodes_in_G722_we_decode_bit_by_bit_as_it_does_and_the_other_way()
    {
        Wav.Write(_workspace.File("said.wav"), Sweep(2), 16000);
        await FfmpegAsync("-i", _workspace.File("said.wav"), "-f", "g722", _workspace.File("theirs.g722"));
        await DecodesAlikeAsync("theirs.g722");

        var ours = new byte[16000];
        new G722Encoder().Encode(Sweep(2), ours);
        await File.WriteAllBytesAsync(_workspace.File("ours.g722"), ours);
        await DecodesAlikeAsync("ours.g722");
    }

    private async Task DecodesAlikeAsync(string file)
    {
        await FfmpegAsync("-f", "g722", "-i", _workspace.File(file), "-f", "s16le", _workspace.File(file + ".raw"));
        var theirs = await File.ReadAllBytesAsync(_workspace.File(file + ".raw"));
        var payload = await File.ReadAllBytesAsync(_workspace.File(file));
        var pcm = new short[payload.Length * 2];
        new G722Decoder().Decode(payload, pcm);
        Assert.True(theirs.Length > 60_000);
        for (var i = 0; i < theirs.Length / 2; i++) Assert.Equal(BitConverter.ToInt16(theirs, i * 2), pcm[i]);
    }

    private async Task FfmpegAsync(params string[] arguments)
    {
        await using var ffmpeg = ChildProcess.Start("ffmpeg", ["-hide_banner", "-y", .. arguments]);
        Assert.True(await ffmpeg.ExitAsync(TimeSpan.FromSeconds(20)) == 0, ffmpeg.Output);
    }

    private async Task EchoesAsync(string user, string codec, string name, int codecHz, double hz, int ptime)
    {
        await using var caller = await BaresipPeer.StartAsync(_workspace, user, Tone(hz, 30, codecHz), codec, new BaresipSettings
        {
            RateHz = codecHz,
            PtimeMs = ptime,
            Configuration = "module g722.so\nmodule opus.so\nopus_bitrate 28000",
        });
        await caller.DialAsync(node.Process.Uri("echo"));
        await caller.SawAsync("CALL_ESTABLISHED", Soon);
        await Task.Delay(4200);
        await caller.HangUpAsync();
        await caller.SawAsync("CALL_CLOSED", Soon);

        var (heard, rateHz) = Wav.ReadAny(caller.Recording());
        ToneProof.InEachSecond(heard, hz, 2, rateHz);
        var call = await node.Process.Api.ClosedCallFromAsync(user);
        var leg = (await node.Process.Api.GetAsync("api/calls/" + call.Id))["leg"]!;
        Assert.Equal(name, leg["codec"]!.GetValue<string>());
        Assert.Equal(0, leg["packetsRefused"]!.GetValue<int>());
        Assert.InRange(leg["packetsReceived"]!.GetValue<int>(), 3600 / ptime, 6500 / ptime);
        // The peer's packet time is what it gets.
        Assert.InRange(leg["packetsSent"]!.GetValue<int>(), 3600 / ptime, 6500 / ptime);
    }

    private static short[] Tone(double hz, double seconds, int rateHz) =>
        [.. Enumerable.Range(0, (int)(seconds * rateHz)).Select(i => (short)(9800 * Math.Sin(2 * Math.PI * hz * i / rateHz)))];

    /// <summary>Through both bands, with silence and full scale in it.</summary>
    private static short[] Sweep(int seconds) =>
    [
        .. Enumerable.Range(0, seconds * 16000).Select(i => i % 4000 < 400 ? (short)0
            : (short)(32767 * Math.Min(1, i / 16000.0) * Math.Sin(2 * Math.PI * (50 + i * 0.12) * i / 16000))),
    ];
}
