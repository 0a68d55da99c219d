using System.Threading.Channels;
using Voxie.Pipeline;
using Voxie.Pipeline.Speaking;

namespace Voxie.TestKit;

/// <summary>A voice that speaks by a <see cref="WordBook"/>: every word takes the same time, and is known on the line to the sample.</summary>
public sealed class ScriptedVoice(WordBook words, TimeProvider time) : ITextToSpeech
{
    /// <summary>From being asked to the first audio of a sentence, when nothing else is before it.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(80);

    /// <summary>Silence in front of each sentence, as real voices have it.</summary>
    public TimeSpan Lead { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What a sentence sounds like, at <see cref="RateHz"/>, instead of the word book's values.</summary>
    public Func<string, short[]>? Sound { get; set; }

    public bool GivesWordTimes { get; set; } = true;
    public bool FailOpen { get; set; }
    public bool NeverOpens { get; set; }

    /// <summary>So many sentences fail instead of being spoken.</summary>
    public int FailSentences { get; set; }

    /// <summary>So many sentences are never delivered.</summary>
    public int StallSentences { get; set; }

    /// <summary>Every sentence it was asked for, in order.</summary>
    public List<string> Asked { get; } = [];

    public int Opened { get; private set; }
    public int Disposed { get; private set; }

    public int RateHz { get; init; } = 8000;

    private WordBook Words => words;

    private TimeProvider Clock => time;

    public async Task<ITextToSpeechSession> OpenAsync(CancellationToken cancellation)
    {
        if (NeverOpens) await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        if (FailOpen) throw new InvalidOperationException("no voice");
        Opened++;
        return new Session(this);
    }

    private sealed class Session(ScriptedVoice owner) : ITextToSpeechSession
    {
        private const int WordMs = 250;
        private readonly Channel<SpeechUpdate> _updates = Channel.CreateUnbounded<SpeechUpdate>();
        private readonly HashSet<int> _cancelled = [];
        private Task _work = Task.CompletedTask;

        public ChannelReader<SpeechUpdate> Updates => _updates.Reader;

        public void Speak(int utteranceId, string text, bool isLast)
        {
            owner.Asked.Add(text);
            _work = SpeakAsync(_work, utteranceId, text);
        }

        public void Cancel(int utteranceId) => _cancelled.Add(utteranceId);

        public ValueTask DisposeAsync()
        {
            owner.Disposed++;
            _updates.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }

        private async Task SpeakAsync(Task before, int id, string text)
        {
            await before;
            if (owner.StallSentences > 0 && owner.StallSentences-- > 0) return;
            await Task.Delay(owner.Delay, owner.Clock);
            if (_cancelled.Contains(id)) return;
            if (owner.FailSentences > 0 && owner.FailSentences-- > 0)
            {
                _updates.Writer.TryWrite(new UtteranceFailed(id, new ProviderFailure("scripted", ProviderStage.TtsFirstByte, "told to")));
                return;
            }
            if (owner.GivesWordTimes) Times(id, text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            var lead = new short[(int)(owner.RateHz * owner.Lead.TotalSeconds)];
            _updates.Writer.TryWrite(new SpeechAudio(id, (short[])[.. lead, .. owner.Sound?.Invoke(text) ?? owner.Words.Speak(text, owner.RateHz, WordMs)]));
            _updates.Writer.TryWrite(new UtteranceDone(id));
        }

        private void Times(int id, string[] words)
        {
            for (var i = 0; i < words.Length; i++)
            {
                var start = owner.Lead + TimeSpan.FromMilliseconds(i * WordMs);
                _updates.Writer.TryWrite(new SpeechWord(id, words[i], start, start + TimeSpan.FromMilliseconds(WordMs)));
            }
        }
    }
}
