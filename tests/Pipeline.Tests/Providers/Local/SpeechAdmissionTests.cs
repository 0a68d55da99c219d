using Voxie.Pipeline.Providers.Local;

namespace Voxie.Pipeline.Tests.Providers.Local;

public sealed class SpeechAdmissionTests
{
    // threads, finished in 10 s, busy seconds of them, waiting now, callers, newcomers among them, room?
    [Theory]
    // Nothing happens yet: the first caller always finds room, even on one core.
    [InlineData(1, 0, 0.0, 0, 0, 0, true)]
    [InlineData(2, 0, 0.0, 0, 0, 0, true)]
    // Twelve settled callers at 0.05 threads each on two cores: plenty.
    [InlineData(2, 60, 6.0, 0, 12, 0, true)]
    // Twelve at 0.075: 49 % with one more. Thirteen: 53 %.
    [InlineData(2, 90, 9.0, 0, 12, 0, true)]
    [InlineData(2, 98, 9.8, 0, 13, 0, false)]
    // The same busy time on four cores is half the share.
    [InlineData(4, 160, 17.0, 0, 20, 0, true)]
    // A burst of newcomers counts before it has spoken.
    [InlineData(2, 0, 0.0, 0, 13, 13, true)]
    [InlineData(2, 0, 0.0, 0, 14, 14, false)]
    // and what they have made busy so far is not counted twice.
    [InlineData(2, 36, 3.6, 0, 13, 13, true)]
    [InlineData(2, 40, 4.0, 0, 16, 8, true)]
    [InlineData(2, 40, 4.0, 0, 20, 12, false)]
    // Few callers who talk much: each weighs what it weighs.
    [InlineData(2, 60, 6.0, 0, 3, 0, true)]
    [InlineData(2, 60, 6.0, 0, 1, 0, false)]
    // What already waits counts by itself: five pieces of 100 ms on two threads are 250 ms.
    [InlineData(2, 20, 2.0, 4, 4, 0, true)]
    [InlineData(2, 20, 2.0, 5, 4, 0, false)]
    // A slow machine: each piece takes a second, half of the time is used.
    [InlineData(1, 5, 5.0, 0, 6, 0, false)]
    public void There_is_room_while_the_expected_wait_is_short(
        int threads, int finished, double busySeconds, int waiting, int callers, int newcomers, bool room) =>
        Assert.Equal(room, SpeechAdmission.HasRoom(Load(threads, finished, busySeconds, waiting), callers, newcomers, chorus: 0));

    [Theory]
    [InlineData(100, 0.19, true)]
    [InlineData(100, 0.21, false)]
    public void Nobody_is_let_in_while_work_has_had_to_wait(int finished, double meanWait, bool room) =>
        Assert.Equal(room, SpeechAdmission.HasRoom(Load(2, finished, 2.0, 0) with { WaitSeconds = finished * meanWait }, callers: 4, newcomers: 0, chorus: 0));

    [Theory]
    [InlineData(2, 3, true)]
    [InlineData(2, 4, false)]
    [InlineData(1, 2, false)]
    [InlineData(8, 15, true)]
    public void Callers_who_would_all_ask_at_once_are_let_in_a_few_at_a_time(int threads, int chorus, bool room) =>
        Assert.Equal(room, SpeechAdmission.HasRoom(Load(threads, 0, 0, 0), callers: chorus, newcomers: chorus, chorus));

    [Fact]
    public void A_single_server_with_work_of_chance_lengths_waits_as_the_textbook_says()
    {
        // M/M/1 at load u waits u / (1 - u) times as long as it works. Exponential work: mean square = 2 S^2.
        var load = Load(1, finished: 30, busySeconds: 3.0, waiting: 0) with { BusySquared = 30 * 2 * 0.01 };
        var wait = SpeechAdmission.ExpectedWait(load, callers: 1000, newcomers: 0);
        Assert.Equal(0.1 * 0.37 / 0.63, wait.TotalSeconds, 6);
    }

    [Fact]
    public void Even_work_waits_half_as_long()
    {
        var uneven = Load(1, 30, 3.0, 0) with { BusySquared = 30 * 2 * 0.01 };
        var even = Load(1, 30, 3.0, 0) with { BusySquared = 30 * 0.01 };
        Assert.Equal(SpeechAdmission.ExpectedWait(uneven, 1000, 0).TotalSeconds / 2, SpeechAdmission.ExpectedWait(even, 1000, 0).TotalSeconds, 6);
    }

    [Fact]
    public void More_load_never_waits_less()
    {
        var last = TimeSpan.Zero;
        for (var busy = 0.0; busy < 20; busy += 0.25)
        {
            var wait = SpeechAdmission.ExpectedWait(Load(2, 100, busy, 0), callers: 10, newcomers: 2);
            Assert.True(wait >= last, $"{wait} after {last} at {busy}");
            last = wait;
        }
        Assert.Equal(TimeSpan.MaxValue, last);
    }

    private static SpeechLoad Load(int threads, int finished, double busySeconds, int waiting) => new()
    {
        Threads = threads,
        Window = TimeSpan.FromSeconds(10),
        Finished = finished,
        BusySeconds = busySeconds,
        BusySquared = finished == 0 ? 0 : busySeconds * busySeconds / finished,
        WaitSeconds = 0,
        LongestWait = TimeSpan.Zero,
        Waiting = waiting,
    };
}
