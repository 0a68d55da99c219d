using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Tests.Media;

public class ConcealerTests
{
    private static short[] Tone(int from, int count, int period = 80) =>
        [.. Enumerable.Range(from, count).Select(i => (short)(8000 * Math.Sin(2 * Math.PI * i / period)))];

    private static double Energy(ReadOnlySpan<short> samples)
    {
        double sum = 0;
        foreach (var sample in samples) sum += (double)sample * sample;
        return sum / samples.Length;
    }

    [Fact]
    public void A_voiced_sound_goes_on_in_phase()
    {
        var concealer = new Concealer(8000);
        for (var i = 0; i < 4; i++) concealer.Good(Tone(i * 160, 160));
        var filled = new short[80];
        concealer.Fill(filled);
        var expected = Tone(640, 80);
        for (var i = 0; i < filled.Length; i++) Assert.InRange(filled[i] - expected[i], -400, 400);
    }

    [Fact]
    public void A_long_hole_fades_to_silence_within_60_ms_and_stays_silent()
    {
        var concealer = new Concealer(8000);
        for (var i = 0; i < 4; i++) concealer.Good(Tone(i * 160, 160));
        var filled = new short[160];
        var energies = new List<double>();
        for (var i = 0; i < 400; i++)
        {
            concealer.Fill(filled);
            energies.Add(Energy(filled));
        }
        Assert.True(energies[0] > energies[1] && energies[1] > energies[2] && energies[2] > 0);
        Assert.All(energies.Skip(3), energy => Assert.Equal(0, energy));
    }

    [Fact]
    public void The_first_good_samples_are_blended_in()
    {
        var concealer = new Concealer(8000);
        for (var i = 0; i < 4; i++) concealer.Good(Tone(i * 160, 160));
        concealer.Fill(new short[160]);
        var good = new short[160];
        Array.Fill(good, (short)20000);
        concealer.Good(good);
        Assert.InRange(good[0], -10000, 10000);
        Assert.Equal(20000, good[40]);
    }

    [Fact]
    public void A_pause_is_silent_and_leaves_nothing_behind()
    {
        var concealer = new Concealer(8000);
        concealer.Good(Tone(0, 160));
        var pause = Tone(0, 160);
        concealer.Pause(pause);
        Assert.Equal(0, Energy(pause));
        var good = Tone(160, 160);
        var before = good.ToArray();
        concealer.Good(good);
        Assert.Equal(before, good);
    }
}
