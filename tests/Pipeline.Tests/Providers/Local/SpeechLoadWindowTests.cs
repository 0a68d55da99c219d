using Voxie.Pipeline.Providers.Local;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Providers.Local;

public sealed class SpeechLoadWindowTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SpeechLoadWindow _window;

    public SpeechLoadWindowTests() => _window = new SpeechLoadWindow(_time);

    [Fact]
    public void Nothing_done_is_no_load()
    {
        var load = _window.Read(threads: 2, waiting: 3);
        Assert.Equal((2, 3, 0, 0.0), (load.Threads, load.Waiting, load.Finished, load.BusyThreads));
        Assert.Equal(TimeSpan.Zero, load.MeanWait);
        Assert.Equal(TimeSpan.Zero, load.MeanWork);
    }

    [Fact]
    public void Work_is_summed_over_ten_seconds_and_then_forgotten()
    {
        Add(waitedMs: 10, busyMs: 100);
        _time.Advance(TimeSpan.FromSeconds(5));
        Add(waitedMs: 50, busyMs: 300);

        var load = _window.Read(2, 0);
        Assert.Equal(2, load.Finished);
        Assert.Equal(0.04, load.BusyThreads, 6);
        Assert.Equal(0.1, load.BusySquared, 6);
        Assert.Equal(TimeSpan.FromMilliseconds(30), load.MeanWait);
        Assert.Equal(TimeSpan.FromMilliseconds(200), load.MeanWork);
        Assert.Equal(TimeSpan.FromMilliseconds(50), load.LongestWait);

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, _window.Read(2, 0).Finished);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, _window.Read(2, 0).Finished);
    }

    [Fact]
    public void A_slot_used_again_begins_at_zero()
    {
        Add(0, 100);
        _time.Advance(TimeSpan.FromSeconds(20));
        Add(0, 400);
        Assert.Equal(0.4, _window.Read(2, 0).BusySeconds, 6);
    }

    private void Add(int waitedMs, int busyMs) => _window.Add(TimeSpan.FromMilliseconds(waitedMs), TimeSpan.FromMilliseconds(busyMs));
}
