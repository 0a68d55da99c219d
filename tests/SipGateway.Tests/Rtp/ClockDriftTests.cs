using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Rtp;
using Voxie.TestKit;
using Xunit.Abstractions;

namespace Voxie.SipGateway.Tests.Rtp;

/// <summary>An hour of a sender whose clock is not ours, on virtual time: into a ring, out of it by our own clock.</summary>
public sealed class ClockDriftTests(ITestOutputHelper output)
{
    private const int RateHz = 8000;
    private const int Frame = 160;
    private const int ToneHz = 440;
    private const long Ms = 1_000_000;
    private const double Amplitude = short.MaxValue / 3.98;

    [Theory]
    [InlineData(0)]
    [InlineData(28)]
    [InlineData(-28)]
    [InlineData(200)]
    [InlineData(-200)]
    public void An_hour_of_drift_is_absorbed_without_growing_delay_breaks_or_clicks(int ppm)
    {
        var ring = new FrameRing(8000);
        var ear = new Ear(ring);
        var absorber = new DriftAbsorber(RateHz);
        absorber.Before(ear);
        var tone = new ToneSource(RateHz, ToneHz);
        var random = new Random(11);
        var (played, shorts, lastShort, mostWaiting) = (0L, 0, 0L, 0);
        var sent = new short[Frame];
        var pulled = new short[Frame];
        // 40 ms of cushion for 30 ms of jitter.
        ring.Write(new short[2 * Frame]);
        var interval = 20.0 * Ms / (1 + ppm * 1e-6);
        const int Frames = 3600 * 50;
        long arrival = 0;
        for (var i = 0; i < Frames; i++)
        {
            // In order, as the reorder buffer gives them; half a second of silence in each ten.
            arrival = Math.Max(arrival, (long)(i * interval) + (long)(random.NextDouble() * 30 * Ms));
            for (; played * 20 * Ms <= arrival; played++)
            {
                mostWaiting = Math.Max(mostWaiting, played < 500 ? 0 : ring.Available);
                if (ring.Pull(pulled) > 0) continue;
                shorts++;
                lastShort = played;
            }
            tone.Pull(sent);
            absorber.Accept(new AudioFrame(sent, RateHz, (long)i * Frame, arrival, false));
        }

        var (click, _) = ToneLevel.LoudestClick(ear.Heard, ToneHz, RateHz, Amplitude);
        output.WriteLine($"{ppm} ppm: shift {absorber.Shift}, under-runs {shorts} (last at {lastShort / 50} s), most waiting {mostWaiting / 8} ms, now {ring.Available / 8} ms, click {click:F1} dB");
        Assert.InRange(absorber.Shift, -ppm * 1e-6 * 3600 * RateHz - 24, -ppm * 1e-6 * 3600 * RateHz + 24);
        Assert.InRange(shorts, 0, 2);
        // The cushion, the jitter, and a frame of the one pull that found too little.
        Assert.InRange(mostWaiting, 0, (40 + 30 + 20) * 8);
        Assert.InRange(click, double.NegativeInfinity, -35);
        Assert.True(ear.IsContiguous);
    }

    [Fact]
    public void Without_drift_not_a_sample_is_touched()
    {
        var ear = new Ear(new FrameRing(8000));
        var absorber = new DriftAbsorber(RateHz);
        absorber.Before(ear);
        var random = new Random(3);
        var sent = new short[Frame];
        var all = new List<short>();
        for (var i = 0; i < 50 * 120; i++)
        {
            for (var k = 0; k < Frame; k++) sent[k] = (short)random.Next(short.MinValue, short.MaxValue);
            all.AddRange(sent);
            absorber.Accept(new AudioFrame(sent, RateHz, (long)i * Frame, i * 20 * Ms + random.Next(0, 40) * Ms, false));
        }

        Assert.Equal(0, absorber.Shift);
        Assert.Equal(all, ear.Heard);
    }

    [Fact]
    public void In_silence_what_is_too_much_goes_at_once()
    {
        var ear = new Ear(new FrameRing(8000));
        var absorber = new DriftAbsorber(RateHz);
        absorber.Before(ear);
        var sent = new short[Frame];
        for (var i = 0; i < 50 * 30; i++) absorber.Accept(new AudioFrame(sent, RateHz, (long)i * Frame, (long)(i * 20 * Ms / 1.0002), false));
        Assert.InRange(absorber.Shift, -40 - 6, -24);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public void Another_way_through_the_network_is_no_drift(int stepMs)
    {
        var drift = new ClockDrift(RateHz);
        for (var i = 0; i < 50 * 60; i++)
        {
            drift.Observe((long)(i + 1) * Frame, i * 20 * Ms + (i > 1500 ? stepMs * Ms : 0) + 100 * Ms);
            Assert.Equal(0, drift.Excess);
        }
    }

    private sealed class Ear(FrameRing ring) : IFrameSink
    {
        private long _next;

        public List<short> Heard { get; } = [];
        public bool IsContiguous { get; private set; } = true;

        public void Accept(in AudioFrame frame)
        {
            IsContiguous &= frame.Position == _next;
            _next = frame.Position + frame.Samples.Length;
            Heard.AddRange(frame.Samples);
            ring.Write(frame.Samples);
        }
    }
}
