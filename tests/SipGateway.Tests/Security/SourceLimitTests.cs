using System.Net;
using Voxie.SipGateway.Security;

namespace Voxie.SipGateway.Tests.Security;

public sealed class SourceLimitTests
{
    private static readonly IPAddress One = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Two = IPAddress.Parse("192.0.2.2");

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void A_bucket_gives_a_seconds_worth_at_once_and_then_as_it_fills()
    {
        var bucket = new TokenBucket(10);
        Assert.Equal(10, Enumerable.Range(0, 15).Count(_ => bucket.TryTake(At(5))));
        Assert.False(bucket.HasToken(At(5.05)));
        Assert.True(bucket.TryTake(At(5.1)));
        Assert.False(bucket.TryTake(At(5.1)));
        Assert.Equal(10, Enumerable.Range(0, 15).Count(_ => bucket.TryTake(At(900))));
    }

    [Fact]
    public void A_clock_that_stands_still_or_goes_back_gives_nothing()
    {
        var bucket = new TokenBucket(1);
        Assert.True(bucket.TryTake(At(100)));
        Assert.False(bucket.TryTake(At(50)));
    }

    [Fact]
    public void One_loud_address_leaves_room_for_another()
    {
        var rates = new SourceRates(each: 3, all: 100, capacity: 100);
        Assert.Equal(3, Enumerable.Range(0, 50).Count(_ => rates.TryTake(One, At(1))));
        Assert.True(rates.TryTake(Two, At(1)));
    }

    [Fact]
    public void All_together_have_a_limit_of_their_own()
    {
        var rates = new SourceRates(each: 3, all: 5, capacity: 1000);
        Assert.Equal(5, Enumerable.Range(1, 250).Count(n => rates.TryTake(new IPAddress([198, 51, 100, (byte)n]), At(1))));
    }

    [Fact]
    public void A_table_forgets_whom_it_has_not_seen_for_longest_and_never_grows()
    {
        var table = new SourceTable<int>(2);
        table.Touch(One, () => 0) = 1;
        table.Touch(Two, () => 0) = 2;
        table.Touch(One, () => 0)++;
        table.Touch(IPAddress.Parse("192.0.2.3"), () => 3);
        Assert.Equal(2, table.Count);
        Assert.True(table.TryPeek(One, out var value));
        Assert.Equal(2, value);
        Assert.False(table.TryPeek(Two, out _));
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void An_ipv6_sender_is_its_64(string one, string other, bool same)
    {
        var table = new SourceTable<int>(10);
        table.Touch(IPAddress.Parse(one), () => 1);
        Assert.Equal(same, table.TryPeek(IPAddress.Parse(other), out _));
    }

    [Fact]
    public void Enough_failures_in_the_window_ban_for_a_while()
    {
        var bans = new BanList(new AdmissionOptions { BanAfter = 3, BanWindow = At(10), BanFor = At(60) });
        Assert.False(bans.Failed(One, At(0)));
        Assert.False(bans.Failed(One, At(1)));
        Assert.False(bans.IsBanned(One, At(1)));
        Assert.True(bans.Failed(One, At(2)));
        Assert.True(bans.IsBanned(One, At(61.9)));
        Assert.False(bans.IsBanned(Two, At(3)));
        Assert.False(bans.IsBanned(One, At(62)));
        Assert.False(bans.Failed(One, At(62)));
        Assert.False(bans.IsBanned(One, At(62)));
    }

    [Fact]
    public void Failures_outside_the_window_do_not_add_up()
    {
        var bans = new BanList(new AdmissionOptions { BanAfter = 2, BanWindow = At(10) });
        Assert.False(bans.Failed(One, At(0)));
        Assert.False(bans.Failed(One, At(11)));
        Assert.True(bans.Failed(One, At(12)));
    }

    [Fact]
    public void Exempt_and_forgiven_addresses_are_not_banned()
    {
        var bans = new BanList(new AdmissionOptions { BanAfter = 1, NeverBan = [IPNetwork.Parse("192.0.2.0/30")] });
        Assert.False(bans.Failed(One, At(0)));
        Assert.False(bans.IsBanned(One, At(0)));
        var far = IPAddress.Parse("203.0.113.1");
        Assert.True(bans.Failed(far, At(0)));
        bans.Forgive(far);
        Assert.False(bans.IsBanned(far, At(0)));
        Assert.False(new BanList(new AdmissionOptions { BanAfter = 0 }).Failed(far, At(0)));
    }
}
