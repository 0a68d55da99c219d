using System.Threading.Channels;
using Voxie.Pipeline;
using Voxie.Pipeline.SpeechToText;

namespace Voxie.TestKit;

/// <summary>An ear that reads back what a <see cref="WordBook"/> spoke, after a fixed time, and fails when a test says so.</summary>
public sealed class ScriptedSpeechToText(WordBook words, TimeProvider time) : ISpeechToText
{
    /// <summary>From a flush to its answer.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Put behind every text, as recognisers do.</summary>
    public string Mark { get; set; } = ".";

    public bool FailOpen { get; set; }
    public bool NeverOpens { get; set; }

    /// <summary>So many final answers are failures.</summary>
    public int FailFinals { get; set; }

    /// <summary>So many final flushes are never answered.</summary>
    public int StallFinals { get; set; }

    /// <summary>Told with every final text.</summary>
    public IReadOnlyList<string> Alternatives { get; set; } = [];

    /// <summary>What callers were expected to say, at the last opening.</summary>
    public IReadOnlyList<ExpectedWord> Expected { get; private set; } = [];

    public int Opened { get; private set; }
    public int Disposed { get; private set; }
    public int Looks { get; private set; }

    public SpeechToTextCapabilities Capabilities { get; init; } = new([8000], SpokenSegmentsOnly: true, InterimResults: true, EndOfTurn: false, WordTimes: false);

    public async Task<ISpeechToTextSession> OpenAsync(SpeechToTextRequest request, CancellationToken cancellation)
    {
        if (NeverOpens) await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        if (FailOpen) throw new InvalidOperationException("no recogniser");
        Opened++;
        Expected = request.Words;
        return new Session(this, request.RateHz);
    }

    private sealed class Session(ScriptedSpeechToText owner, int rateHz) : ISpeechToTextSession
    {
        private readonly Channel<TranscriptUpdate> _updates = Channel.CreateUnbounded<TranscriptUpdate>();
        private readonly List<short> _heard = [];
        private Task _answers = Task.CompletedTask;

        public ChannelReader<TranscriptUpdate> Updates => _updates.Reader;

        public void Write(ReadOnlyMemory<short> audio) => _heard.AddRange(audio.Span);

        public void Flush(int segment, bool final)
        {
            var text = owner.Words.Read(_heard, rateHz);
            if (text.Length > 0) text += owner.Mark;
            ProviderFailure? failure = null;
            if (final)
            {
                _heard.Clear();
                if (owner.StallFinals > 0 && owner.StallFinals-- > 0) return;
                if (owner.FailFinals > 0 && owner.FailFinals-- > 0) failure = new ProviderFailure("scripted", ProviderStage.SttStream, "told to");
            }
            else
            {
                owner.Looks++;
            }
            _answers = AnswerAsync(_answers, new TranscriptUpdate(segment, failure is null ? text : "", final, Failure: failure) { Alternatives = final ? owner.Alternatives : [] });
        }

        public void Discard() => _heard.Clear();

        public ValueTask DisposeAsync()
        {
            owner.Disposed++;
            _updates.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }

        private async Task AnswerAsync(Task before, TranscriptUpdate update)
        {
            var ready = Task.Delay(owner.Delay, owner.Clock);
            await before;
            await ready;
            _updates.Writer.TryWrite(update);
        }
    }

    private WordBook Words => words;

    private TimeProvider Clock => time;
}
