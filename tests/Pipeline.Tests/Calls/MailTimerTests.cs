using Voxie.Pipeline.Calls;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Calls;

public sealed class MailTimerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CallMailbox _mailbox = new();

    [Fact]
    public void It_rings_once_in_the_mailbox()
    {
        using var timer = new MailTimer(_time, _mailbox);
        timer.Set(TimeSpan.FromMilliseconds(100.4));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Null(Ring());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var ring = Ring()!;
        Assert.True(timer.Rings(ring));
        Assert.False(timer.Rings(ring));
        Assert.False(timer.IsSet);
    }

    [Fact]
    public void A_ring_that_was_overtaken_is_not_acted_upon()
    {
        using var timer = new MailTimer(_time, _mailbox);
        using var other = new MailTimer(_time, _mailbox);
        timer.Set(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        var early = Ring()!;
        timer.Set(TimeSpan.FromSeconds(5));
        Assert.False(timer.Rings(early));
        _time.Advance(TimeSpan.FromSeconds(5));
        var late = Ring()!;
        Assert.False(other.Rings(late));
        Assert.True(timer.Rings(late));

        timer.Set(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        timer.Stop();
        Assert.False(timer.Rings(Ring()!));
        timer.Dispose();
        Assert.Equal(0, _time.ArmedTimers);
    }

    private TimerRang? Ring() => _mailbox.Reader.TryRead(out var e) ? (TimerRang)e : null;
}
