using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Rtp;

public sealed class EModelTests
{
    /// <summary>ITU-T G.107 Annex B, and G.109's classes.</summary>
    [Theory]
    [InlineData(93.2, 4.41)]
    [InlineData(90, 4.34)]
    [InlineData(80, 4.03)]
    [InlineData(70, 3.60)]
    [InlineData(60, 3.10)]
    [InlineData(50, 2.58)]
    [InlineData(0, 1)]
    [InlineData(100, 4.5)]
    public void A_rating_is_a_score(double rating, double score) => Assert.Equal(score, EModel.Mos(rating), 0.01);

    [Theory]
    [InlineData(0, 1, 0, 93.2)]
    [InlineData(0, 1, 150, 89.6)]
    [InlineData(0, 1, 400, 59.1)]
    [InlineData(0.01, 1, 0, 89.56)]
    [InlineData(0.05, 1, 0, 77.42)]
    [InlineData(0.05, 2, 0, 75.99)]
    [InlineData(1, 1, 10_000, 0)]
    public void Loss_bursts_and_delay_take_from_it(double loss, double burst, double delay, double rating) =>
        Assert.Equal(rating, EModel.Rating(loss, burst, delay), 0.05);
}
