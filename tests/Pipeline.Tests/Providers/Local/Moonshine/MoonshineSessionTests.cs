using Voxie.Pipeline.Providers.Local.Moonshine;
using Voxie.Pipeline.SpeechToText;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Providers.Local.Moonshine;

#pragma warning disable CA1001 // xunit disposes it by IAsyncLifetime.
public sealed class MoonshineSessionTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private const int RateHz = 8000;

    private readonly ManualSpeechPool _pool = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<int> _lengths = [];
    private readonly List<string> _others = [];
    private readonly MoonshineSession _session;

    public MoonshineSessionTests() => _session = new MoonshineSession(Transcribe, _pool, _time, RateHz, WordBias.None);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _session.DisposeAsync();

    [Fact]
    public void A_final_flush_is_answered_once_with_its_number()
    {
        _session.Write(new short[800]);
        _session.Write(new short[200]);
        _session.Flush(4, final: true);
        _pool.RunAll();
        Assert.Equal([new TranscriptUpdate(4, "1000", IsFinal: true)], Answers());
    }

    [Fact]
    public void A_final_flush_takes_the_finished_look()
    {
        _session.Write(new short[1000]);
        _session.Flush(1, final: false);
        _pool.RunAll();
        _session.Flush(1, final: true);
        Assert.Equal([new TranscriptUpdate(1, "1000", IsFinal: false), new TranscriptUpdate(1, "1000", IsFinal: true)], Answers());
        Assert.Equal([1000], _lengths);
    }

    [Fact]
    public void A_final_flush_takes_the_look_that_is_still_on_its_way()
    {
        _session.Write(new short[1000]);
        _session.Flush(1, final: false);
        _session.Flush(1, final: true);
        _pool.RunAll();
        Assert.Equal([false, true], Answers().Select(answer => answer.IsFinal));
        Assert.Equal([1000], _lengths);
    }

    [Fact]
    public void Speech_after_a_look_makes_a_new_one_and_the_old_one_never_runs()
    {
        _session.Write(new short[1000]);
        _session.Flush(1, final: false);
        _session.Write(new short[500]);
        _session.Flush(1, final: true);
        _pool.RunAll();
        Assert.Equal([new TranscriptUpdate(1, "1500", IsFinal: true)], Answers());
        Assert.Equal([1500], _lengths);
    }

    [Fact]
    public void The_next_segment_begins_empty_and_answers_keep_their_order()
    {
        _session.Write(new short[1000]);
        _session.Flush(1, final: true);
        _session.Write(new short[200]);
        _session.Flush(2, final: true);
        _pool.RunAll();
        Assert.Equal([new TranscriptUpdate(1, "1000", IsFinal: true), new TranscriptUpdate(2, "200", IsFinal: true)], Answers());
    }

    [Fact]
    public void Nothing_written_is_answered_with_nothing()
    {
        _session.Flush(1, final: true);
        Assert.Equal([new TranscriptUpdate(1, "", IsFinal: true)], Answers());
        Assert.Empty(_pool.Asked);
    }

    [Fact]
    public void A_discarded_segment_is_not_recognised_and_not_answered()
    {
        _session.Write(new short[1000]);
        _session.Flush(1, final: false);
        _session.Discard();
        _session.Write(new short[300]);
        _session.Flush(2, final: true);
        _pool.RunAll();
        Assert.Equal([new TranscriptUpdate(2, "300", IsFinal: true)], Answers());
        Assert.Equal([300], _lengths);
    }

    [Fact]
    public void Long_speech_is_cut_where_it_is_quietest_and_recognised_as_it_goes()
    {
        // 40 s of hum with a pause at 10 s and at 20 s.
        for (var second = 0; second < 40; second++)
        {
            var hum = new short[RateHz];
            if (second is not (10 or 20)) Array.Fill(hum, (short)5000);
            _session.Write(hum);
        }
        Assert.Equal(3, _pool.Waiting);
        _session.Flush(1, final: true);
        _pool.RunAll();

        var answer = Assert.Single(Answers());
        Assert.Equal(string.Join(' ', _lengths), answer.Text);
        Assert.Equal(40 * RateHz, _lengths.Sum());
        Assert.InRange(_lengths[0], 10 * RateHz, 11 * RateHz);
        Assert.InRange(_lengths[0] + _lengths[1], 20 * RateHz, 21 * RateHz);
        Assert.All(_lengths, length => Assert.True(length <= 15 * RateHz));
    }

    [Fact]
    public void Other_wordings_are_told_each_with_the_rest_of_the_segment()
    {
        _others.Add("park");
        _session.Write(new short[10 * RateHz]);
        _session.Write(new short[10 * RateHz]);
        _session.Flush(1, final: true);
        _pool.RunAll();
        var answer = Assert.Single(Answers());
        Assert.Equal(string.Join(' ', _lengths), answer.Text);
        Assert.Equal([$"park {_lengths[1]}", $"{_lengths[0]} park"], answer.Alternatives);
    }

    [Fact]
    public void A_failure_is_told_once_in_the_final_answer()
    {
        _pool.Refusal = new InvalidOperationException("full");
        _session.Write(new short[1000]);
        _session.Flush(1, final: false);
        _session.Flush(1, final: true);
        var answer = Assert.Single(Answers());
        Assert.True(answer.IsFinal);
        Assert.Equal(new ProviderFailure("local", ProviderStage.SttStream, "full"), answer.Failure);
        // The second flush tried again.
        Assert.Equal(2, _pool.Asked.Count);
    }

    [Fact]
    public void A_stall_is_a_failure()
    {
        _session.Write(new short[1000]);
        _session.Flush(1, final: true);
        _time.Advance(SpeechLook.Deadline);
        Assert.Equal(ProviderStage.SttStream, Assert.Single(Answers()).Failure?.Stage);
    }

    [Fact]
    public void A_finished_look_leaves_no_timer()
    {
        _session.Write(new short[1000]);
        _session.Flush(1, final: true);
        _pool.RunAll();
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task Disposal_gives_up_what_waits_and_completes_the_updates()
    {
        _session.Write(new short[1000]);
        _session.Flush(1, final: true);
        await _session.DisposeAsync();
        _pool.RunAll();
        Assert.Empty(_lengths);
        await foreach (var answer in _session.Updates.ReadAllAsync()) Assert.NotNull(answer.Failure);
        _session.Write(new short[10]);
        _session.Flush(2, final: true);
    }

    [Theory]
    [InlineData(8000, true)]
    [InlineData(16000, true)]
    [InlineData(48000, false)]
    public async Task It_takes_the_rates_it_declares(int rateHz, bool taken)
    {
        var recogniser = new MoonshineSpeechToText(Transcribe, _pool, _time);
        Assert.True(recogniser.Capabilities.SpokenSegmentsOnly);
        Assert.Equal(taken, recogniser.Capabilities.InputRatesHz.Contains(rateHz));
        if (taken) await using (await recogniser.OpenAsync(new SpeechToTextRequest(rateHz), CancellationToken.None)) { }
        else await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => recogniser.OpenAsync(new SpeechToTextRequest(rateHz), CancellationToken.None));
    }

    /// <summary>The text is the number of samples.</summary>
    private IReadOnlyList<string> Transcribe(ReadOnlySpan<short> pcm, int rateHz, WordBias bias, CancellationToken cancellation)
    {
        _lengths.Add(pcm.Length);
        return [$"{pcm.Length}", .. _others];
    }

    private List<TranscriptUpdate> Answers()
    {
        var answers = new List<TranscriptUpdate>();
        while (_session.Updates.TryRead(out var answer)) answers.Add(answer);
        return answers;
    }
}
