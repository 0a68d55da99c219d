using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Tests.Media;

public class LatenessHistogramTests
{
    [Fact]
    public void Quantiles_are_right_to_the_width_of_a_bucket()
    {
        var histogram = new LatenessHistogram();
        for (var i = 1; i <= 1000; i++) histogram.Record(i * 10_000L);
        Assert.Equal(1000, histogram.Count);
        Assert.InRange(histogram.QuantileMs(0.5), 5.0, 5.0 * 1.19);
        Assert.InRange(histogram.QuantileMs(0.99), 9.9, 10.0);
        Assert.Equal(10, histogram.MaxMs, 6);
    }

    [Fact]
    public void Nothing_recorded_is_zero_and_extremes_fit()
    {
        var histogram = new LatenessHistogram();
        Assert.Equal(0, histogram.QuantileMs(0.99));
        histogram.Record(-5);
        histogram.Record(long.MaxValue / 2);
        Assert.Equal(2, histogram.Count);
        Assert.True(histogram.QuantileMs(1) > 1000);
    }
}
