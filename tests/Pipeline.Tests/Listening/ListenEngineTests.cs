using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Listening;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Listening;

public sealed class ListenEngineTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LevelVad _vad = new();

    [Theory]
    [InlineData(8000, 20)]
    [InlineData(8000, 60)]
    [InlineData(16000, 20)]
    public void Speech_gives_back_dated_edges_and_its_audio_with_some_before(int rateHz, int frameMs)
    {
        var (line, mailbox) = Line(rateHz);
        var speech = Speech(rateHz, 1000);
        Play(line, [.. new short[rateHz], .. speech, .. new short[rateHz]], rateHz, frameMs);

        var events = Drain(mailbox);
        var started = Assert.Single(events.OfType<SpeechStarted>());
        var ended = Assert.Single(events.OfType<SpeechEnded>());
        // One window of 32 ms is the grain; the packet grid does not show.
        Assert.InRange(started.Position * 1000.0 / rateHz, 968, 1032);
        Assert.InRange(ended.Position * 1000.0 / rateHz, 1968, 2032);
        Assert.InRange(Ms(started.At), 968 - frameMs, 1032 + frameMs);
        Assert.InRange(Ms(ended.At), 1968 - frameMs, 2032 + frameMs);

        short[] audio = [.. events.OfType<SpeechHeard>().SelectMany(e => e.Audio.ToArray())];
        Assert.True(audio.AsSpan().IndexOf(speech) is var at && at > 0, "the speech is whole");
        Assert.InRange(at * 1000.0 / rateHz, 200, 300);
        Assert.InRange((audio.Length - at - speech.Length) * 1000.0 / rateHz, 60, 160);
        Assert.IsType<SpeechEnded>(events[^1]);
        Assert.All(events.OfType<SpeechHeard>(), e => Assert.True(e.Audio.Length <= rateHz / 10));
    }

    [Fact]
    public void The_start_is_known_within_a_tenth_of_a_second()
    {
        var (line, mailbox) = Line(8000);
        var heard = Play(line, [.. new short[800], .. Speech(8000, 500)], 8000, 20, until: () => mailbox.Reader.TryPeek(out _));
        Assert.InRange(heard - 800, 0, 800);
    }

    [Fact]
    public void Silence_costs_no_mail()
    {
        var (line, mailbox) = Line(8000);
        Play(line, new short[8000 * 5], 8000, 20);
        Assert.Empty(Drain(mailbox));
    }

    [Fact]
    public void A_recogniser_that_finds_speech_itself_gets_everything()
    {
        var mailbox = new CallMailbox();
        var line = new ListenLine(mailbox, 8000, _time, everything: true);
        short[] all = [.. Enumerable.Range(0, 16000).Select(i => (short)(i % 100))];
        Play(line, all, 8000, 20);
        short[] got = [.. Drain(mailbox).OfType<SpeechHeard>().SelectMany(e => e.Audio.ToArray())];
        Assert.Equal(all.Take(got.Length), got);
        Assert.InRange(got.Length, 15000, 16000);
    }

    [Fact]
    public void A_pause_between_words_repeats_no_audio()
    {
        var (line, mailbox) = Line(8000);
        short[] all = [.. Enumerable.Range(0, 8000).Select(i => (short)(i is > 3000 and < 4600 ? 0 : 1000 + i))];
        Play(line, [.. all, .. new short[2000]], 8000, 20);
        short[] got = [.. Drain(mailbox).OfType<SpeechHeard>().SelectMany(e => e.Audio.ToArray()).Where(s => s != 0)];
        Assert.Equal(all.Where(s => s != 0), got);
    }

    [Fact]
    public void A_gap_in_the_stream_ends_speech()
    {
        var (line, mailbox) = Line(8000);
        Play(line, Speech(8000, 500), 8000, 20);
        line.Accept(new AudioFrame(new short[160], 8000, 20_000, _time.GetTimestamp()));
        new ListenEngine(_vad).Pass([line]);
        Assert.Contains(Drain(mailbox), e => e is SpeechEnded);
    }

    [Fact]
    public void Lines_with_a_full_window_are_judged_in_one_batch_and_other_sinks_are_passed_over()
    {
        var engine = new ListenEngine(_vad);
        var lines = Enumerable.Range(0, 5).Select(_ => Line(8000).Line).ToArray();
        IFrameSink[] sinks = [.. lines, new FrameRing(100)];
        for (var frame = 0; frame < 8; frame++)
        {
            foreach (var line in lines) line.Accept(new AudioFrame(new short[160], 8000, frame * 160, _time.GetTimestamp()));
            engine.Pass(sinks);
        }
        // 8 frames of 160 samples are 5 windows of 256.
        Assert.Equal([5, 5, 5, 5, 5], _vad.Batches);
    }

    [Fact]
    public void Steady_silence_allocates_nothing()
    {
        var engine = new ListenEngine(new Constant());
        IFrameSink[] sinks = [Line(8000).Line, Line(16000).Line];
        var frame = new short[320];
        Run(100);
        Assert.Equal(0, Allocations.Steady(() => Run(200)));

        void Run(int frames)
        {
            for (var i = 0; i < frames; i++)
            {
                sinks[0].Accept(new AudioFrame(frame.AsSpan(0, 160), 8000, 0, 0));
                sinks[1].Accept(new AudioFrame(frame, 16000, 0, 0));
                engine.Pass(sinks);
            }
        }
    }

    private (ListenLine Line, CallMailbox Mailbox) Line(int rateHz)
    {
        var mailbox = new CallMailbox();
        return (new ListenLine(mailbox, rateHz, _time, everything: false), mailbox);
    }

    private int Play(ListenLine line, short[] samples, int rateHz, int frameMs, Func<bool>? until = null)
    {
        var engine = new ListenEngine(_vad);
        var length = rateHz * frameMs / 1000;
        var position = 0;
        for (; position + length <= samples.Length && until?.Invoke() != true; position += length)
        {
            _time.Advance(TimeSpan.FromMilliseconds(frameMs));
            line.Accept(new AudioFrame(samples.AsSpan(position, length), rateHz, position, _time.GetTimestamp()));
            engine.Pass([line]);
        }
        return position;
    }

    private static short[] Speech(int rateHz, int ms) => [.. Enumerable.Range(0, rateHz * ms / 1000).Select(i => (short)(8000 + i % 97))];

    private static double Ms(long timestamp) => new TimeSpan(timestamp).TotalMilliseconds;

    private static List<CallEvent> Drain(CallMailbox mailbox)
    {
        var events = new List<CallEvent>();
        while (mailbox.Reader.TryRead(out var e)) events.Add(e);
        return events;
    }

    private sealed class Constant : IVoiceActivityDetector
    {
        public int WindowSamples => 256;

        public VadStream NewStream() => new(256, 0);

        public void Detect(ReadOnlySpan<VadStream> streams)
        {
            foreach (var stream in streams) stream.Probability = 0.01f;
        }
    }
}
