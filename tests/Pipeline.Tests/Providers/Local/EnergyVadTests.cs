using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.Tests.Providers.Local.Silero;

namespace Voxie.Pipeline.Tests.Providers.Local;

public sealed class EnergyVadTests
{
    [Fact]
    public void What_stands_above_the_lines_own_noise_is_speech()
    {
        short[] heard =
        [
            .. SileroVadTests.Hiss(8192, amplitude: 60), .. SileroVadTests.Hiss(8192, amplitude: 6000), .. SileroVadTests.Hiss(8192, amplitude: 60),
        ];
        var probabilities = SileroVadTests.Probabilities(new EnergyVad(), heard);
        Assert.All(probabilities[..32], p => Assert.Equal(0, p));
        Assert.All(probabilities[32..64], p => Assert.Equal(1, p));
        Assert.All(probabilities[64..], p => Assert.Equal(0, p));
    }

    [Fact]
    public void A_noisy_line_is_not_speech_for_ever()
    {
        short[] heard = [.. SileroVadTests.Hiss(8192, amplitude: 20), .. SileroVadTests.Hiss(8000 * 20, amplitude: 200)];
        Assert.Equal(0, SileroVadTests.Probabilities(new EnergyVad(), heard)[^1]);
    }

    [Fact]
    public void Digital_silence_is_not_speech() =>
        Assert.All(SileroVadTests.Probabilities(new EnergyVad(), new short[8192]), p => Assert.Equal(0, p));
}
