using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Speaking;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Speaking;

public sealed class SpeechPlayoutTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CallMailbox _mailbox = new();
    private readonly SpeechPlayout _playout;
    private readonly short[] _frame = new short[160];

    public SpeechPlayoutTests() => _playout = new SpeechPlayout(_mailbox, _time);

    [Fact]
    public void What_is_appended_is_played_in_order_across_chunks_and_frames()
    {
        var audio = Ramp(1, 1000);
        _playout.Append(1, audio.AsMemory(0, 37));
        _playout.Append(1, audio.AsMemory(37, 500));
        _playout.AppendPause(80);
        _playout.Append(2, audio.AsMemory(537));
        var played = PullAll();
        Assert.Equal([.. audio[..537], .. new short[80], .. audio[537..]], played);
        Assert.Equal(1080, _playout.Position);
    }

    [Fact]
    public void A_sentence_begins_with_its_first_audible_sample_and_is_played_with_its_last()
    {
        _playout.Append(1, new short[200]);
        _playout.Append(1, Ramp(500, 200));
        _playout.Finish(1);
        Assert.Equal(160, _playout.Pull(_frame));
        Assert.Empty(Mail());
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(160, _playout.Pull(_frame));
        Assert.Equal([new SentenceBegan(1, _time.GetTimestamp())], Mail());
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(80, _playout.Pull(_frame));
        Assert.Equal([new SentencePlayed(1, _time.GetTimestamp())], Mail());
    }

    [Fact]
    public void An_end_that_is_known_late_is_told_at_the_next_pull_and_the_wait_counted_as_dead_air()
    {
        _playout.Append(1, Ramp(500, 160));
        _playout.Pull(_frame);
        _playout.Pull(_frame);
        Assert.Equal(160, _playout.Missing);
        _playout.Finish(1);
        _playout.Pull(_frame);
        Assert.IsType<SentencePlayed>(Mail()[^1]);
        var missing = _playout.Missing;
        _playout.Pull(_frame);
        Assert.Equal(missing, _playout.Missing);
    }

    [Fact]
    public void Paused_it_is_silent_and_goes_on_with_the_very_next_sample()
    {
        _playout.Append(1, Ramp(500, 480));
        _playout.Pull(_frame);
        _playout.Pause();
        Assert.Equal(0, _playout.Pull(_frame));
        Assert.Equal(0, _playout.Missing);
        _playout.Resume();
        Assert.Equal(160, _playout.Pull(_frame));
        Assert.Equal(660, _frame[0]);
    }

    [Fact]
    public void A_cut_tells_where_and_nothing_of_what_was_before_is_played_or_told()
    {
        _playout.Append(1, Ramp(500, 480));
        _playout.Finish(1);
        _playout.Append(2, Ramp(2000, 480));
        _playout.Finish(2);
        _playout.Pull(_frame);
        Assert.Equal(160, _playout.Cut());
        Mail();
        Assert.Equal(0, _playout.Pull(_frame));
        Assert.Empty(Mail());
        Assert.Equal(0, _playout.Missing);

        _playout.Append(3, Ramp(5000, 160));
        _playout.Finish(3);
        Assert.Equal(160, _playout.Pull(_frame));
        Assert.Equal(5000, _frame[0]);
        Assert.Equal([3, 3], Mail().Select(m => m is SentenceBegan b ? b.Sentence : ((SentencePlayed)m).Sentence));
    }

    [Fact]
    public void A_cut_ends_a_pause()
    {
        _playout.Append(1, Ramp(500, 480));
        _playout.Pause();
        _playout.Cut();
        _playout.Append(2, Ramp(900, 160));
        Assert.Equal(160, _playout.Pull(_frame));
    }

    [Fact]
    public void Pulling_allocates_nothing()
    {
        for (var i = 0; i < 50; i++) _playout.Append(1, Ramp(500, 700));
        _playout.Pull(_frame);
        Assert.Equal(0, Allocations.Steady(() =>
        {
            for (var i = 0; i < 40; i++) _playout.Pull(_frame);
        }));
    }

    [Fact]
    public void A_clock_that_pulls_while_it_is_cut_plays_each_sample_at_most_once_and_none_behind_the_cut()
    {
        // Every sentence is one value; the values played up to each cut must be what the cut says.
        long pulled = 0;
        var last = 0;
        using var stop = new CancellationTokenSource();
        var clock = new Thread(() =>
        {
            var frame = new short[160];
            while (!stop.IsCancellationRequested)
            {
                var count = _playout.Pull(frame);
                for (var i = 0; i < count; i++)
                {
                    Assert.True(frame[i] >= last);
                    last = frame[i];
                }
                Interlocked.Add(ref pulled, count);
            }
        });
        clock.Start();
        long played = 0;
        for (short round = 1; round <= 2000; round++)
        {
            var start = _playout.Written;
            var audio = new short[1000];
            Array.Fill(audio, (short)(round + 1000));
            _playout.Append(round, audio);
            while (_playout.Position < start + 160) Thread.Yield();
            played += Math.Min(_playout.Cut(), start + 1000) - start;
        }
        stop.Cancel();
        clock.Join();
        Assert.Equal(played, Interlocked.Read(ref pulled));
    }

    private short[] PullAll()
    {
        var played = new List<short>();
        int count;
        while ((count = _playout.Pull(_frame)) > 0) played.AddRange(_frame.AsSpan(0, count));
        return [.. played];
    }

    private List<CallEvent> Mail()
    {
        var mail = new List<CallEvent>();
        while (_mailbox.Reader.TryRead(out var e)) mail.Add(e);
        return mail;
    }

    private static short[] Ramp(int from, int count) => [.. Enumerable.Range(from, count).Select(i => (short)i)];
}
