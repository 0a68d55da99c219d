using Voxie.Pipeline.Audio;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Audio;

/// <summary>On made-up lines, mu-law both ways, with a made-up talker on each side. All of it is seeded.</summary>
public sealed class EchoCancellerTests
{
    private const int Frame = 160;
    private const long FrameNs = 20_000_000;

    public static TheoryData<double, double> Lines()
    {
        var lines = new TheoryData<double, double>();
        foreach (var delayMs in (double[])[20, 60, 200, 400])
            foreach (var lossDb in (double[])[10, 20, 30])
                lines.Add(delayMs, lossDb);
        return lines;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Echo_is_20_dB_quieter_a_second_after_it_began_and_known_for_what_it_is(double delayMs, double lossDb)
    {
        var trial = new Trial(new EchoLine(7, delayMs, lossDb, tailMs: 16));
        trial.Run(Talker.Speak(1, 6), []);
        Assert.True(trial.Erle(1 + delayMs / 1000, 6) >= 20, $"{trial.Erle(1 + delayMs / 1000, 6):0.0} dB");
        Assert.True(trial.MeanLikelihood(1 + delayMs / 1000, 6, near: false) > 0.9);
        var report = trial.Canceller.Report!;
        Assert.InRange(report.DelayMs, delayMs - 2, delayMs + 10);
        Assert.InRange(report.LossDb, lossDb - 4, lossDb + 4);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_caller_who_talks_meanwhile_neither_spoils_it_nor_is_taken_for_the_echo(double delayMs, double lossDb)
    {
        var trial = new Trial(new EchoLine(8, delayMs, lossDb, tailMs: 16));
        trial.Run(Talker.Speak(2, 8), [.. new short[3 * 8000], .. Talker.Speak(50, 3)]);
        Assert.True(trial.Erle(6.2, 8) >= 20, $"{trial.Erle(6.2, 8):0.0} dB after both have talked");
        Assert.True(trial.MeanLikelihood(3, 6, near: true) < 0.15, $"likelihood {trial.MeanLikelihood(3, 6, near: true):0.00}");
        // What the caller said comes out as it went in: what is missing of it is far below it.
        Assert.True(trial.NearDistortion(3, 6) < -15, $"distortion {trial.NearDistortion(3, 6):0.0} dB");
    }

    [Fact]
    public void A_line_without_echo_is_left_alone_to_the_last_bit()
    {
        var trial = new Trial(new EchoLine(9, 100, 120));
        short[] near = [.. new short[2 * 8000], .. Talker.Speak(51, 3)];
        trial.Run(Talker.Speak(3, 5), near);
        Assert.Equal(trial.Heard, trial.Output);
        Assert.True(trial.MeanLikelihood(2, 5, near: true) < 0.01);
        Assert.Null(trial.Canceller.Report);
    }

    [Fact]
    public void Who_speaks_at_once_is_held_back_only_until_it_was_looked_at()
    {
        var trial = new Trial(new EchoLine(10, 100, 120));
        trial.Run(Talker.Speak(4, 3), Talker.Speak(52, 3));
        Assert.True(trial.Canceller.Likelihood < 0.5);
        Assert.InRange(trial.FirstBelow(0.5f), 0, 0.6);
    }

    [Fact]
    public void An_echo_that_comes_later_than_before_is_found_again()
    {
        var line = new EchoLine(11, 100, 15);
        var trial = new Trial(line);
        var agent = Talker.Speak(5, 12);
        trial.Run(agent.AsSpan(0, 5 * 8000), []);
        Assert.True(trial.Erle(2, 5) >= 20);
        line.DelaySamples += 150 * 8;
        trial.Run(agent.AsSpan(5 * 8000), []);
        Assert.True(trial.Erle(8, 12) >= 20, $"{trial.Erle(8, 12):0.0} dB");
        Assert.InRange(trial.Canceller.Report!.DelayMs, 248, 262);
    }

    [Fact]
    public void A_fast_clock_on_the_other_side_is_followed()
    {
        // At 200 ppm the far side's buffer slips by 20 ms every 100 s; here every 4 s.
        var line = new EchoLine(12, 80, 15);
        var trial = new Trial(line);
        var agent = Talker.Speak(6, 16);
        for (var second = 0; second < 16; second++)
        {
            trial.Run(agent.AsSpan(second * 8000, 8000), []);
            if (second % 4 == 3) line.DelaySamples += 160;
        }
        foreach (var from in (int[])[2, 6, 10, 14]) Assert.True(trial.Erle(from, from + 2) >= 20, $"{trial.Erle(from, from + 2):0.0} dB {from} s after the start");
    }

    [Fact]
    public void At_16_kHz_it_works_as_well()
    {
        var (canceller, random) = (new EchoCanceller(16000, 1_000_000_000), new Random(13));
        var agent = TelephoneChannel.Resample(Talker.Speak(7, 5), 8000, 16000);
        double[] response = [.. Enumerable.Range(0, 300).Select(i => (random.NextDouble() - 0.5) * Math.Exp(-i / 60.0) * 0.1)];
        var (before, after) = (0.0, 0.0);
        for (var at = 0; at + 320 <= agent.Length; at += 320)
        {
            var heard = new short[320];
            for (var i = 0; i < 320; i++)
            {
                var echo = 0.0;
                for (var tap = 0; tap < response.Length && at + i - 2400 - tap >= 0; tap++) echo += response[tap] * agent[at + i - 2400 - tap];
                heard[i] = (short)Math.Round(echo);
            }
            var sentAt = at / 320 * FrameNs;
            canceller.Sent(new AudioFrame(agent.AsSpan(at, 320), 16000, at, sentAt));
            var left = canceller.Process(new AudioFrame(heard, 16000, at, sentAt + FrameNs));
            if (at < 32000) continue;
            foreach (var sample in heard) before += (double)sample * sample;
            foreach (var sample in left) after += (double)sample * sample;
        }
        Assert.True(10 * Math.Log10(before / after) >= 20);
        Assert.InRange(canceller.Report!.DelayMs, 148, 156);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void However_frames_are_cut_every_sample_comes_out_once_and_in_order(int seed)
    {
        var (canceller, random) = (new EchoCanceller(8000, 1_000_000_000), new Random(seed));
        canceller.Sent(new AudioFrame(new short[Frame], 8000, 0, 0));
        var said = Talker.Speak(seed, 2);
        var got = new List<short>();
        for (var at = 0; at < said.Length;)
        {
            var frame = said.AsSpan(at, Math.Min(random.Next(1, 500), said.Length - at));
            var left = canceller.Process(new AudioFrame(frame, 8000, at, 0));
            Assert.Equal(got.Count, canceller.Position);
            got.AddRange(left);
            at += frame.Length;
            Assert.Equal(at - got.Count, canceller.Pending);
            Assert.InRange(canceller.Pending, 0, 79);
        }
        Assert.Equal(said.Take(got.Count), got);
    }

    [Fact]
    public void A_constant_offset_is_no_sound()
    {
        var trial = new Trial(new EchoLine(14, 60, 20));
        trial.Run(Enumerable.Repeat((short)3000, 16000).ToArray(), []);
        Assert.Equal(0, trial.MeanLikelihood(0, 2, near: false));
        Assert.Null(trial.Canceller.Report);
    }

    [Fact]
    public void Once_it_has_found_the_echo_it_allocates_nothing()
    {
        var trial = new Trial(new EchoLine(15, 60, 20));
        var agent = Talker.Speak(8, 4);
        trial.Run(agent, Talker.Speak(53, 4));
        var heard = trial.Heard.ToArray();
        var at = 0L;
        Assert.Equal(0, Allocations.Steady(() =>
        {
            for (var i = 0; i + Frame <= heard.Length; i += Frame, at += Frame)
            {
                var sentAt = (32000 + at) / Frame * FrameNs;
                trial.Canceller.Sent(new AudioFrame(agent.AsSpan(i, Frame), 8000, 32000 + at, sentAt));
                trial.Canceller.Process(new AudioFrame(heard.AsSpan(i, Frame), 8000, 32000 + at, sentAt + FrameNs));
            }
        }));
    }

    /// <summary>A call on a line, and what came of it.</summary>
    private sealed class Trial(EchoLine line)
    {
        private readonly List<double> _echo = [];
        private readonly List<short> _near = [];
        private readonly List<float> _likelihood = [];

        public EchoCanceller Canceller { get; } = new(8000, 1_000_000_000);
        public List<short> Heard { get; } = [];
        public List<short> Output { get; } = [];

        public void Run(ReadOnlySpan<short> agent, ReadOnlySpan<short> near)
        {
            for (var at = 0; at + Frame <= agent.Length; at += Frame)
            {
                var sent = agent.Slice(at, Frame);
                var said = new short[Frame];
                if (at + Frame <= near.Length) near.Slice(at, Frame).CopyTo(said);
                var heard = line.Pass(sent, said);
                var sentAt = Heard.Count / Frame * FrameNs;
                Canceller.Sent(new AudioFrame(sent, 8000, Heard.Count, sentAt));
                Output.AddRange(Canceller.Process(new AudioFrame(heard, 8000, Heard.Count, sentAt + FrameNs)));
                Heard.AddRange(heard);
                _near.AddRange(said);
                _echo.AddRange(line.Echo);
                _likelihood.Add(Canceller.Likelihood);
            }
        }

        /// <summary>Echo return loss enhancement where nobody else talks, in dB.</summary>
        public double Erle(double from, double to)
        {
            var (before, after) = (1.0, 1.0);
            for (var i = (int)(from * 8000); i < Math.Min(to * 8000, Heard.Count); i++)
            {
                before += _echo[i] * _echo[i];
                after += (double)Output[i] * Output[i];
            }
            return 10 * Math.Log10(before / after);
        }

        /// <summary>Of the frames in which somebody, or nobody else, can be heard.</summary>
        public double MeanLikelihood(double from, double to, bool near)
        {
            var frames = Enumerable.Range((int)(from * 50), (int)((to - from) * 50))
                .Where(i => Level(near ? _near : Heard, i) > (near ? -38 : -56)).ToList();
            return frames.Count == 0 ? 0 : frames.Average(i => _likelihood[i]);
        }

        /// <summary>What differs between the caller's words as they were said and as they came out, over the words, in dB.</summary>
        public double NearDistortion(double from, double to)
        {
            var (words, wrong) = (1.0, 1.0);
            for (var i = (int)(from * 8000); i < to * 8000; i++)
            {
                words += (double)_near[i] * _near[i];
                wrong += Math.Pow(Output[i] - _near[i], 2);
            }
            return 10 * Math.Log10(wrong / words);
        }

        /// <summary>Seconds until a loud frame was first thought to be somebody else.</summary>
        public double FirstBelow(float likelihood) =>
            Enumerable.Range(0, _likelihood.Count).First(i => Level(Heard, i) > -40 && _likelihood[i] < likelihood) / 50.0;

        private static double Level(List<short> samples, int frame) =>
            PcmMath.Dbfs(samples.GetRange(frame * Frame, Frame).ToArray());
    }
}
