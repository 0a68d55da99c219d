using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Rtp;

public class MediaWatchTests
{
    private const long Second = 1_000_000_000;

    private static MediaWatch NewWatch() => new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15));

    [Fact]
    public void The_first_packet_has_thirty_seconds()
    {
        var watch = NewWatch();
        Assert.Null(watch.Check(100 * Second, 0, receives: true));
        Assert.Null(watch.Check(129 * Second, 0, receives: true));
        Assert.Equal(TimeSpan.FromSeconds(30), watch.Check(130 * Second, 0, receives: true));
        Assert.Null(watch.Check(200 * Second, 0, receives: true));
    }

    [Fact]
    public void Later_ones_have_fifteen()
    {
        var watch = NewWatch();
        watch.Check(100 * Second, 0, receives: true);
        Assert.Null(watch.Check(124 * Second, 110 * Second, receives: true));
        Assert.Equal(TimeSpan.FromSeconds(15), watch.Check(125 * Second, 110 * Second, receives: true));
    }

    [Fact]
    public void On_hold_it_stands_still_and_starts_afresh_afterwards()
    {
        var watch = NewWatch();
        watch.Check(100 * Second, 0, receives: true);
        Assert.Null(watch.Check(500 * Second, 101 * Second, receives: false));
        Assert.Null(watch.Check(501 * Second, 101 * Second, receives: true));
        Assert.Null(watch.Check(515 * Second, 101 * Second, receives: true));
        Assert.NotNull(watch.Check(516 * Second, 101 * Second, receives: true));
    }

    [Fact]
    public void Zero_means_for_ever()
    {
        var watch = new MediaWatch(TimeSpan.Zero, TimeSpan.Zero);
        watch.Check(1, 0, receives: true);
        Assert.Null(watch.Check(long.MaxValue / 2, 0, receives: true));
        Assert.Null(watch.Check(long.MaxValue / 2, 5, receives: true));
    }
}
