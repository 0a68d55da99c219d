using Voxie.Interop.Rtp;

namespace Voxie.Interop.Audio;

/// <summary>That a tone was heard, by its frequency in each second: no exit code and no level can pass for it.</summary>
internal static class ToneProof
{
    /// <summary>Of a window's energy: the rest is the codec's noise and the peer's resampling.</summary>
    private const double Share = 0.9;

    /// <summary>Of a second's windows: a peer's jitter buffer may slip a packet, which breaks the wave there.</summary>
    private const double Enough = 0.7;

    /// <summary>50 ms.</summary>
    private const int Window = 400;

    /// <summary>Every whole second but the first (buffers fill) holds the tone, and there are at least <paramref name="seconds"/> of them.</summary>
    public static void InEachSecond(short[] heard, double hz, int seconds) =>
        InEachSecond(heard, hz, Wav.RateHz, heard.Length - (heard.Length % Wav.RateHz), seconds);

    /// <summary>The same at another rate, of which 8 kHz is a whole part.</summary>
    public static void InEachSecond(short[] heard, double hz, int seconds, int rateHz)
    {
        // Played too slowly, a tone is as many times lower and longer.
        var slower = rateHz / Wav.RateHz;
        InEachSecond(heard, hz / slower, rateHz, heard.Length - (heard.Length % Wav.RateHz), seconds * slower);
    }

    /// <summary>The last <paramref name="seconds"/> of it hold the tone, but for the last quarter of a second (the hang-up).</summary>
    public static void AtTheEnd(short[] heard, double hz, int seconds)
    {
        var end = heard.Length - (Wav.RateHz / 4);
        InEachSecond(heard, hz, Math.Max(0, end - (seconds * Wav.RateHz)), end, seconds);
    }

    /// <summary>The same of what was on the wire to one of <paramref name="ports"/> after <paramref name="since"/> (Stopwatch ticks): for peers whose own
    /// recorder stops at a hold.</summary>
    public static void OnTheWire(WireTap tap, Range ports, long since, double hz, int seconds) =>
        AtTheEnd(
            Sound.Join(tap.Rtp().Where(packet => packet.At >= since && packet.IsAudio
                && packet.TargetPort >= ports.Start.Value && packet.TargetPort < ports.End.Value).Select(packet => packet.Samples())),
            hz, seconds);

    private static void InEachSecond(short[] heard, double hz, int from, int to, int seconds)
    {
        Assert.True(to - from >= seconds * Wav.RateHz, $"only {heard.Length / (double)Wav.RateHz:0.0} s were heard");
        for (var at = from; at + Wav.RateHz <= to; at += Wav.RateHz)
        {
            var windows = heard[at..(at + Wav.RateHz)].Chunk(Window).Count(window => !Sound.IsSilent(window) && Sound.ToneShare(window, hz) >= Share);
            Assert.True(
                windows >= Enough * Wav.RateHz / Window,
                $"{hz} Hz in only {windows * 50} ms of the second from {at / (double)Wav.RateHz:0.0} s of {heard.Length / (double)Wav.RateHz:0.0} s heard ({Sound.LevelDbfs(heard.AsSpan(at, Wav.RateHz)):0} dB)");
        }
    }
}
