using System.Diagnostics;
using System.Globalization;
using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;

namespace Voxie.Benchmarks;

/// <summary>What a second of a call costs in each codec, coders alone: 50 packets encoded and 50 decoded, one thread.</summary>
internal static class CodecCost
{
    private const int Frames = 50;

    /// <summary>So long it takes the run-time to compile well what runs often.</summary>
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(1);

    public static int Run(int seconds)
    {
        foreach (var codec in Enum.GetValues<AudioCodec>())
        {
            if (codec == AudioCodec.Opus && !Opus.IsAvailable) continue;
            Measure(codec, OpusTerms.Default, "", seconds);
            if (codec == AudioCodec.Opus) Measure(codec, OpusTerms.Default with { Fec = true }, " with FEC", seconds);
        }

        foreach (var (from, to) in new[] { (8000, 16000), (16000, 8000), (22050, 8000), (22050, 16000), (24000, 16000), (48000, 16000) }) Resample(from, to, seconds);
        return 0;
    }

    private static void Measure(AudioCodec codec, OpusTerms terms, string with, int seconds)
    {
        using var encoder = codec.NewEncoder(terms);
        using var decoder = codec.NewDecoder();
        var frame = codec.RateHz() / Frames;
        var speech = Babble(codec.RateHz());
        var payloads = new byte[Frames][];
        var lengths = new int[Frames];
        for (var i = 0; i < Frames; i++) payloads[i] = new byte[IAudioEncoder.MaxPayload];
        var pcm = new short[codec.RateHz() / 1000 * AudioCodecs.LongestPacketMs];
        var (encode, decode) = (new List<double>(), new List<double>());
        var allocated = 0L;
        var begun = Stopwatch.GetTimestamp();
        while (encode.Count < seconds)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.GetTimestamp();
            for (var i = 0; i < Frames; i++) lengths[i] = encoder.Encode(speech.AsSpan(i * frame, frame), payloads[i]);
            var encoded = Stopwatch.GetTimestamp();
            for (var i = 0; i < Frames; i++) decoder.Decode(payloads[i].AsSpan(0, lengths[i]), pcm);
            var decoded = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(begun) < Warm) continue;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            encode.Add(Stopwatch.GetElapsedTime(watch, encoded).TotalMicroseconds);
            decode.Add(Stopwatch.GetElapsedTime(encoded, decoded).TotalMicroseconds);
        }

        Print(codec.Name() + with, $"encode {Median(encode),7:F0} us, decode {Median(decode),7:F0} us a call-second, {lengths.Average(),4:F0} bytes a packet, {allocated} bytes allocated");
    }

    private static void Resample(int from, int to, int seconds)
    {
        var resampler = new Resampler(from, to);
        var speech = Babble(from);
        var output = new short[resampler.MaxOutput(from / Frames)];
        var times = new List<double>();
        var begun = Stopwatch.GetTimestamp();
        while (times.Count < seconds)
        {
            var watch = Stopwatch.GetTimestamp();
            for (var i = 0; i < Frames; i++) resampler.Process(speech.AsSpan(i * (from / Frames), from / Frames), output);
            if (Stopwatch.GetElapsedTime(begun) >= Warm) times.Add(Stopwatch.GetElapsedTime(watch).TotalMicroseconds);
        }

        Print(string.Create(CultureInfo.InvariantCulture, $"{from} to {to} Hz"), $"resample {Median(times),5:F0} us a second");
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static void Print(string what, FormattableString found) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-16} ") + FormattableString.Invariant(found));

    /// <summary>A second of noise with the spectrum and the rhythm of speech.</summary>
    private static short[] Babble(int rateHz)
    {
        var random = new Random(1);
        var sound = new short[rateHz];
        double slow = 0, fast = 0;
        for (var i = 0; i < rateHz; i++)
        {
            slow += (random.NextDouble() * 2 - 1 - slow) * 0.3;
            fast += (slow - fast) * 0.3;
            sound[i] = (short)(18000 * fast * (0.55 + 0.45 * Math.Sin(2 * Math.PI * 4 * i / rateHz)));
        }

        return sound;
    }
}
