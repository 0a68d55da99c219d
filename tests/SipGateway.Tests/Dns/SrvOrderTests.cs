using Voxie.SipGateway.Dns;

namespace Voxie.SipGateway.Tests.Dns;

public sealed class SrvOrderTests
{
    private static DnsRecord.Srv Server(string name, ushort priority, ushort weight) => new("s", 60, priority, weight, 5060, name);

    [Theory]
    // Weights 0, 10, 30: the running sums are 0, 10, 40, and a draw takes the first that is not below it.
    [InlineData(0, "zero")]
    [InlineData(1, "ten")]
    [InlineData(10, "ten")]
    [InlineData(11, "thirty")]
    [InlineData(40, "thirty")]
    public void A_draw_takes_the_first_running_sum_that_reaches_it(int draw, string first)
    {
        var order = SrvOrder.Of([Server("ten", 1, 10), Server("thirty", 1, 30), Server("zero", 1, 0)], below => Math.Min(draw, below - 1));
        Assert.Equal(first, order[0].Target);
        Assert.Equal(3, order.Select(server => server.Target).Distinct().Count());
    }

    [Fact]
    public void Priorities_come_before_weights()
    {
        var order = SrvOrder.Of([Server("late", 20, 65535), Server("early", 10, 0)], below => below - 1);
        Assert.Equal(["early", "late"], order.Select(server => server.Target));
    }

    [Fact]
    public void Over_many_draws_each_has_its_share()
    {
        var random = new Random(7);
        var firsts = Enumerable.Range(0, 10_000).Select(_ => SrvOrder.Of([Server("a", 1, 75), Server("b", 1, 25)], random.Next)[0].Target);
        Assert.InRange(firsts.Count(name => name == "a"), 7200, 7700);
    }
}
