using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.Speaking;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Providers.Local;

#pragma warning disable CA1001 // xunit disposes it by IAsyncLifetime.
public sealed class LocalVoiceSessionTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly ManualSpeechPool _pool = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LocalVoiceSession _session;

    public LocalVoiceSessionTests() => _session = new LocalVoiceSession(new LoudVoice(), new SaidBefore(), _pool, _time);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _session.DisposeAsync();

    [Fact]
    public void Audio_comes_in_order_and_the_end_is_told()
    {
        _session.Speak(1, "one", isLast: false);
        _session.Speak(1, "three", isLast: true);
        _session.Speak(2, "six", isLast: true);
        _pool.RunAll();
        Assert.Equal(["1: 300", "1: 500", "1 done", "2: 300", "2 done"], Updates());
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public void What_was_said_before_is_said_again_without_work()
    {
        _session.Speak(1, "one", isLast: true);
        _pool.RunAll();
        _session.Speak(2, "one", isLast: true);
        Assert.Single(_pool.Asked);
        Assert.Equal(["1: 300", "1 done", "2: 300", "2 done"], Updates());
    }

    [Fact]
    public void A_call_holds_one_thread_at_a_time()
    {
        _session.Speak(1, "one", isLast: true);
        _session.Speak(2, "two", isLast: true);
        Assert.Equal(1, _pool.Waiting);
        _pool.RunNext();
        Assert.Equal(1, _pool.Waiting);
        _pool.RunNext();
        // The second is not urgent: the first will be heard meanwhile.
        Assert.Equal([SpeechWork.Synthesise, SpeechWork.SynthesiseNext], _pool.Asked);
    }

    [Fact]
    public void A_cancelled_utterance_says_nothing_more()
    {
        _session.Speak(1, "delivered but not read", isLast: false);
        _pool.RunAll();
        _session.Speak(1, "waiting", isLast: false);
        _session.Speak(2, "next", isLast: true);
        _session.Cancel(1);
        _session.Speak(1, "late", isLast: true);
        _pool.RunAll();
        Assert.Equal(["2: 400", "2 done"], Updates());
    }

    [Fact]
    public void A_cancel_keeps_what_others_have_said()
    {
        _session.Speak(1, "one", isLast: true);
        _session.Speak(2, "two", isLast: false);
        _pool.RunAll();
        _session.Cancel(2);
        Assert.Equal(["1: 300", "1 done"], Updates());
    }

    [Fact]
    public void Nothing_to_say_is_done_at_once()
    {
        _session.Speak(1, " ", isLast: true);
        Assert.Equal(["1 done"], Updates());
        Assert.Empty(_pool.Asked);
    }

    [Fact]
    public void A_failure_names_its_stage_and_ends_the_utterance()
    {
        _session.Speak(1, "throw", isLast: false);
        _session.Speak(1, "rest", isLast: true);
        _session.Speak(2, "one", isLast: false);
        _session.Speak(2, "throw", isLast: true);
        _session.Speak(3, "one", isLast: true);
        _pool.RunAll();
        Assert.Equal(["1 failed TtsFirstByte", "2: 300", "2 failed TtsStream", "3: 300", "3 done"], Updates());
    }

    [Fact]
    public void A_stall_is_a_failure()
    {
        _session.Speak(1, "one", isLast: true);
        _time.Advance(LocalVoiceSession.Deadline);
        Assert.Equal(["1 failed TtsFirstByte"], Updates());
    }

    [Fact]
    public async Task Disposal_drops_what_waits_and_completes_the_updates()
    {
        _session.Speak(1, "one", isLast: true);
        await _session.DisposeAsync();
        _session.Speak(2, "two", isLast: true);
        _pool.RunAll();
        Assert.Empty(Updates());
        Assert.True(_session.Updates.Completion.IsCompleted);
    }

    private List<string> Updates()
    {
        var updates = new List<string>();
        while (_session.Updates.TryRead(out var update))
        {
            updates.Add(update switch
            {
                SpeechAudio audio => $"{audio.UtteranceId}: {audio.Audio.Length}",
                UtteranceFailed failed => $"{failed.UtteranceId} failed {failed.Failure.Stage}",
                _ => $"{update.UtteranceId} done",
            });
        }
        return updates;
    }

    /// <summary>A hundred loud samples for each letter.</summary>
    private sealed class LoudVoice : ISynthesiser
    {
        public string Name => "loud";
        public int RateHz => 8000;

        public short[] Synthesise(string text, CancellationToken cancellation)
        {
            if (text == "throw") throw new InvalidOperationException("hoarse");
            var audio = new short[100 * text.Length];
            Array.Fill(audio, (short)10000);
            return audio;
        }
    }
}
