using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Tests.Audio;

public class FrameRingTests
{
    private static short[] Ramp(int from, int count) => [.. Enumerable.Range(from, count).Select(i => (short)i)];

    [Fact]
    public void What_goes_in_comes_out_in_order_across_the_wrap()
    {
        var ring = new FrameRing(64);
        var frame = new short[20];
        for (var round = 0; round < 50; round++)
        {
            Assert.Equal(20, ring.Write(Ramp(round * 20, 20)));
            Assert.Equal(20, ring.Pull(frame));
            Assert.Equal(Ramp(round * 20, 20), frame);
        }
        Assert.Equal(0, ring.Available);
        Assert.Equal(0, ring.RefusedSamples + ring.SkippedSamples);
    }

    [Fact]
    public void A_full_ring_refuses_the_newest_and_counts_them()
    {
        var ring = new FrameRing(64);
        Assert.Equal(64, ring.Write(Ramp(0, 70)));
        Assert.Equal(0, ring.Write(Ramp(70, 5)));
        Assert.Equal(11, ring.RefusedSamples);
        var frame = new short[64];
        Assert.Equal(64, ring.Pull(frame));
        Assert.Equal(Ramp(0, 64), frame);
    }

    [Fact]
    public void Backlog_beyond_the_bound_is_skipped_in_whole_frames_oldest_first()
    {
        var ring = new FrameRing(1024, maxBacklogSamples: 320);
        ring.Write(Ramp(0, 160 * 5));
        var frame = new short[160];
        Assert.Equal(160, ring.Pull(frame));
        // Five frames waited; one is played and two may stay behind: the first two are gone.
        Assert.Equal(Ramp(320, 160), frame);
        Assert.Equal(320, ring.Available);
        Assert.Equal(320, ring.SkippedSamples);
    }

    [Fact]
    public void Less_than_a_frame_is_left_until_it_is_whole()
    {
        var ring = new FrameRing(1024);
        var frame = new short[160];
        ring.Write(Ramp(0, 80));
        Assert.Equal(0, ring.Pull(frame));
        ring.Write(Ramp(80, 80));
        Assert.Equal(160, ring.Pull(frame));
        Assert.Equal(Ramp(0, 160), frame);
    }

    [Fact]
    public void Accepted_frames_are_pulled_back()
    {
        var ring = new FrameRing(1024);
        ring.Accept(new AudioFrame(Ramp(1, 160), 8000, 0, 0));
        var frame = new short[160];
        Assert.Equal(160, ring.Pull(frame));
        Assert.Equal(Ramp(1, 160), frame);
    }

    [Fact]
    public async Task Two_threads_lose_and_invent_nothing()
    {
        const int Total = 200_000;
        var ring = new FrameRing(512);
        var writer = Task.Factory.StartNew(() =>
        {
            var next = 0;
            while (next < Total)
                next += ring.Write(Ramp(next % 30_000, Math.Min(50, Math.Min(Total - next, 30_000 - (next % 30_000)))));
        }, TaskCreationOptions.LongRunning);
        var frame = new short[40];
        for (var read = 0; read < Total;)
        {
            if (ring.Pull(frame) == 0)
            {
                Thread.Yield();
                continue;
            }
            foreach (var sample in frame) Assert.Equal(read++ % 30_000, sample);
        }
        await writer;
    }
}
