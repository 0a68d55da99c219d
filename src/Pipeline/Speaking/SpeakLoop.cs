using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Speaking;

/// <summary>
/// Says sentences in order: one plays while the next is with the voice. Each sentence is an utterance of its own for the voice, so
/// that its end is known, the pause behind it is ours, and what was heard can be told to the word. Call's loop only.
/// </summary>
internal sealed class SpeakLoop(VoiceLine voice, SpeechPlayout playout, ICallLeg leg, CallMailbox mailbox, TimeProvider time) : IDisposable
{
    private const int SentencesAhead = 2;
    private static readonly TimeSpan BetweenSentences = TimeSpan.FromMilliseconds(180);
    private static readonly TimeSpan BetweenClauses = TimeSpan.FromMilliseconds(80);

    /// <summary>A voice that was asked and delivers nothing for so long has failed.</summary>
    private static readonly TimeSpan VoiceStall = TimeSpan.FromSeconds(5);

    private readonly List<Sentence> _turn = [];
    private readonly MailTimer _stall = new(time, mailbox);
    private SentenceAudio? _audio;
    private int _nextId;
    private long _playedBefore;

    /// <summary>Nothing is left to be said of what was given.</summary>
    public bool IsSilent => _turn.TrueForAll(sentence => sentence.IsPlayed);

    /// <summary>The last sentence that was given.</summary>
    public int LastSentence => _nextId - 1;

    /// <summary>When the first audio of this turn came from the voice; null: not yet.</summary>
    public long? FirstAudioAt { get; private set; }

    /// <summary>Is this a sentence of the turn that is being said?</summary>
    public bool Has(int sentence) => _turn.Exists(s => s.Id == sentence);

    /// <summary>The line is answered: play.</summary>
    public void Start()
    {
        TakeBack();
        voice.Listen();
        WatchVoice();
    }

    /// <summary>Somebody else is heard on the line for a while.</summary>
    public void LetGo() => leg.Play(null);

    /// <summary>We are heard again.</summary>
    public void TakeBack()
    {
        _playedBefore = leg.PlayedSamples - playout.Pulled;
        leg.Play(playout);
    }

    public void Say(string text)
    {
        var (head, rest) = _turn.Count == 0 ? FirstClause.Split(text) : (text, "");
        Add(head, BetweenSentences);
        Add(rest, BetweenClauses);
        AskAhead();
    }

    public void Pause() => playout.Pause();

    public void Resume() => playout.Resume();

    /// <returns>The failure, when the voice has failed.</returns>
    public ProviderFailure? Handle(SpeechUpdate update)
    {
        // The whole voice is gone, whichever sentence it was at.
        if (update is UtteranceFailed { UtteranceId: < 0 } gone) return gone.Failure;
        // Of a sentence that was cut meanwhile, or that is ended already.
        if (_turn.Find(s => s.Id == update.UtteranceId) is not { End: null } sentence) return null;
        if (update is UtteranceFailed failed) return failed.Failure;
        switch (update)
        {
            case SpeechAudio audio:
                Append(sentence, Audio.Take(audio.Audio.Span));
                break;
            case SpeechWord word:
                sentence.AddWord(word.Start, word.End);
                break;
            case UtteranceDone:
                Append(sentence, Audio.Finish());
                End(sentence);
                break;
        }
        WatchVoice();
        return null;
    }

    public void Handle(SentencePlayed played)
    {
        if (_turn.Find(s => s.Id == played.Sentence) is not { } sentence) return;
        sentence.IsPlayed = true;
        AskAhead();
    }

    /// <returns>True when this was the ring that says that the voice has stalled.</returns>
    public bool VoiceStalled(TimerRang rang) => _stall.Rings(rang);

    /// <summary>A sentence whose audio has begun keeps its voice, so what is missing of it stays unsaid; the others are said by the stand-in.</summary>
    public void ContinueWithStandIn()
    {
        _audio = null;
        foreach (var sentence in _turn.Where(s => s.IsAsked && s.End is null))
        {
            if (sentence.Start is null) sentence.IsAsked = false;
            else End(sentence);
        }
        AskAhead();
    }

    /// <summary>All was heard: the turn is over.</summary>
    public SpokenTurn Finish()
    {
        var text = Join(_turn.Select(s => s.Text));
        Forget();
        return new SpokenTurn(text, text);
    }

    /// <summary>Falls silent at once and forgets what was not said.</summary>
    public SpokenTurn Cut()
    {
        var position = playout.Cut() - NotYetPlayed();
        foreach (var sentence in _turn.Where(s => s.IsAsked && s.End is null)) voice.Cancel(sentence.Id);
        var turn = new SpokenTurn(Join(_turn.Select(s => s.Text)), Join(_turn.Select(s => s.HeardAt(position, leg.RateHz))));
        Forget();
        return turn;
    }

    public void Dispose()
    {
        leg.Play(null);
        _stall.Dispose();
    }

    private SentenceAudio Audio => _audio ??= new SentenceAudio(voice.RateHz, leg.RateHz);

    private void Add(string text, TimeSpan pauseBefore)
    {
        var words = SpokenText.ForVoice(text);
        if (words.Length > 0) _turn.Add(new Sentence(_nextId++, text, words, pauseBefore));
    }

    private void AskAhead()
    {
        if (!voice.IsOpen) return;
        var ahead = _turn.Count(s => s.IsAsked && !s.IsPlayed);
        foreach (var sentence in _turn.Where(s => !s.IsAsked).Take(Math.Max(0, SentencesAhead - ahead)))
        {
            sentence.IsAsked = true;
            voice.Speak(sentence.Id, sentence.Spoken);
        }
        WatchVoice();
    }

    private void Append(Sentence sentence, ReadOnlyMemory<short> audio)
    {
        if (audio.IsEmpty) return;
        FirstAudioAt ??= time.GetTimestamp();
        if (sentence.Start is null)
        {
            if (_turn.Exists(s => s.Id < sentence.Id && s.End is not null)) playout.AppendPause((int)(leg.RateHz * sentence.PauseBefore.TotalSeconds));
            sentence.Start = playout.Written;
            sentence.Trimmed = Audio.Trimmed;
        }
        playout.Append(sentence.Id, audio);
    }

    private void End(Sentence sentence)
    {
        sentence.Start ??= playout.Written;
        sentence.End = playout.Written;
        playout.Finish(sentence.Id);
    }

    /// <summary>The clock runs while the voice owes something, from the last that it gave.</summary>
    private void WatchVoice()
    {
        if (_turn.Exists(s => s.IsAsked && s.End is null)) _stall.Set(VoiceStall);
        else _stall.Stop();
    }

    /// <summary>Samples that were pulled and have not reached the caller yet: none on an RTP line, up to 200 ms on a WebSocket.</summary>
    private long NotYetPlayed() => Math.Clamp(playout.Pulled - (leg.PlayedSamples - _playedBefore), 0, leg.RateHz);

    private void Forget()
    {
        _turn.Clear();
        _audio?.Reset();
        _stall.Stop();
        FirstAudioAt = null;
    }

    private static string Join(IEnumerable<string> sentences) => string.Join(' ', sentences.Where(s => s.Length > 0));
}
