using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Tests.Providers.Local;
using Voxie.TestKit;
using Xunit.Abstractions;

namespace Voxie.Pipeline.Tests.Audio;

/// <summary>Keys in sound, against the limits of ITU-T Q.24 and against speech.</summary>
public sealed class DtmfDetectorTests(ITestOutputHelper output)
{
    private static readonly double[] Rows = [697, 770, 852, 941];
    private static readonly double[] Columns = [1209, 1336, 1477, 1633];

    /// <summary>Keys as another device would make them.</summary>
    /// <param name="higherDb">How much louder the higher tone is.</param>
    /// <param name="offPercent">How far both are off their frequency.</param>
    private static short[] Dial(
        string keys, int onMs, int offMs, int rateHz = 8000, double peakDb = -12, double higherDb = 0, double offPercent = 0, double noiseDb = -90, int seed = 1)
    {
        var random = new Random(seed);
        var samples = new List<short>(new short[random.Next(rateHz / 50)]);
        foreach (var key in keys)
        {
            var index = DtmfTone.Keys.IndexOf(key, StringComparison.Ordinal);
            for (var i = 0; i < onMs * rateHz / 1000; i++)
            {
                double Sine(double hertz, double db) => short.MaxValue * Math.Pow(10, db / 20) * Math.Sin(2 * Math.PI * hertz * (1 + offPercent / 100) * i / rateHz);
                samples.Add((short)(Sine(Rows[index / 4], peakDb) + Sine(Columns[index % 4], peakDb + higherDb)));
            }

            samples.AddRange(new short[offMs * rateHz / 1000]);
        }

        samples.AddRange(new short[rateHz / 5]);
        var noise = short.MaxValue * Math.Pow(10, noiseDb / 20) * Math.Sqrt(3);
        return [.. samples.Select(sample => (short)Math.Clamp(sample + (random.NextDouble() * 2 - 1) * noise, short.MinValue, short.MaxValue))];
    }

    private static List<HeardKey> Hear(ReadOnlySpan<short> samples, int rateHz = 8000)
    {
        var detector = new DtmfDetector(rateHz);
        var heard = new List<HeardKey>();
        for (; !samples.IsEmpty; samples = samples[Math.Min(samples.Length, rateHz / 50)..])
            if (detector.Take(samples[..Math.Min(samples.Length, rateHz / 50)]) is { } key) heard.Add(key);
        return heard;
    }

    private static string Keys(ReadOnlySpan<short> samples, int rateHz = 8000) => string.Concat(Hear(samples, rateHz).Select(heard => heard.Key));

    [Theory]
    [InlineData(40, 40)]
    [InlineData(50, 45)]
    [InlineData(100, 60)]
    [InlineData(500, 200)]
    public void All_keys_are_heard_once_each(int onMs, int offMs)
    {
        var dialled = DtmfTone.Keys + "1122##00";
        for (var seed = 0; seed < 50; seed++) Assert.Equal(dialled, Keys(Dial(dialled, onMs, offMs, seed: seed)));
        Assert.Equal(dialled, Keys(Dial(dialled, onMs, offMs, 16_000), 16_000));
    }

    [Fact]
    public void Lengths_are_told_to_a_block()
    {
        foreach (var heard in Hear(Dial(DtmfTone.Keys, 200, 100))) Assert.InRange(heard.Samples, 1600 - 205, 1600 + 102);
    }

    [Theory]
    [InlineData(-7, 0)]
    [InlineData(-30, 0)]
    [InlineData(-12, 3)]
    [InlineData(-12, -7)]
    public void Levels_and_twists_of_lines_are_borne(double peakDb, double higherDb) =>
        Assert.Equal(DtmfTone.Keys, Keys(Dial(DtmfTone.Keys, 60, 60, peakDb: peakDb - Math.Max(0, higherDb), higherDb: higherDb)));

    [Theory]
    [InlineData(-50, 0)]
    [InlineData(-12, 8)]
    [InlineData(-12, -12)]
    public void Whispers_and_twists_of_no_line_are_not_keys(double peakDb, double higherDb) =>
        Assert.Equal("", Keys(Dial(DtmfTone.Keys, 60, 60, peakDb: peakDb - Math.Max(0, higherDb), higherDb: higherDb)));

    [Theory]
    [InlineData(1.5)]
    [InlineData(-1.5)]
    public void Frequencies_within_one_and_a_half_per_cent_are_keys(double offPercent) =>
        Assert.Equal(DtmfTone.Keys, Keys(Dial(DtmfTone.Keys, 80, 60, offPercent: offPercent)));

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void Frequencies_far_off_are_not(double offPercent) => Assert.Equal("", Keys(Dial(DtmfTone.Keys, 80, 60, offPercent: offPercent)));

    [Fact]
    public void Twenty_milliseconds_are_no_key() => Assert.Equal("", Keys(Dial(DtmfTone.Keys, 20, 60)));

    [Fact]
    public void Noise_of_a_bad_line_is_borne()
    {
        for (var seed = 0; seed < 20; seed++) Assert.Equal(DtmfTone.Keys, Keys(Dial(DtmfTone.Keys, 80, 60, noiseDb: -36, seed: seed)));
    }

    [Fact]
    public void What_we_play_is_heard_through_a_telephone_line()
    {
        var played = new List<short>();
        foreach (var key in DtmfTone.Keys)
        {
            var tone = new short[800];
            DtmfTone.Write(key, 8000, 0, tone.AsSpan(0, 333));
            DtmfTone.Write(key, 8000, 333, tone.AsSpan(333));
            played.AddRange(tone);
            played.AddRange(new short[480]);
        }

        played.AddRange(new short[800]);
        Assert.Equal(DtmfTone.Keys, Keys(TelephoneChannel.Pass([.. played], 8000)));
    }

    [Theory]
    [InlineData(350)]
    [InlineData(440)]
    [InlineData(697)]
    [InlineData(1209)]
    public void A_single_tone_is_no_key(int hertz)
    {
        var samples = new short[16_000];
        new ToneSource(8000, hertz, -9).Pull(samples);
        Assert.Equal("", Keys(samples));
    }

    [HumanSpeechFact]
    public void Speech_presses_no_key()
    {
        var (seconds, false_) = (0.0, new List<string>());
        foreach (var prompt in HumanPrompts.All())
        {
            var samples = TelephoneChannel.Pass(prompt.Read(), 8000);
            seconds += samples.Length / 8000.0;
            // At three levels: talk-off depends on it.
            foreach (var shift in new[] { 0, 1, 2 })
            {
                var heard = Keys([.. samples.Select(sample => (short)(sample >> shift))]);
                if (heard.Length > 0) false_.Add($"{prompt.Name} -{shift * 6} dB: {heard}");
            }
        }

        output.WriteLine($"{seconds / 60:F1} minutes of speech, three levels each: {false_.Count} with false keys: {string.Join("; ", false_)}");
        Assert.Empty(false_);
    }
}
