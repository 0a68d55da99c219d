using System.Threading.Channels;

namespace Voxie.Pipeline.Speaking;

/// <summary>A voice. Sessions are one per call and are opened (warmed) while it rings.</summary>
public interface ITextToSpeech
{
    /// <summary>Rate of the PCM it gives, Hz (any: the speak loop resamples).</summary>
    int RateHz { get; }

    Task<ITextToSpeechSession> OpenAsync(CancellationToken cancellation);
}

/// <summary>A live voice of one call. Methods return at once; audio comes through <see cref="Updates"/>, in order of utterances.</summary>
public interface ITextToSpeechSession : IAsyncDisposable
{
    /// <summary>Adds text to an utterance. Text is plain words: <see cref="SpokenText"/> has been through it.</summary>
    /// <param name="isLast">No more text follows for this utterance; <see cref="UtteranceDone"/> answers it.</param>
    void Speak(int utteranceId, string text, bool isLast);

    /// <summary>Stops an utterance and drops what was not yet delivered. Late audio of it must not be delivered.</summary>
    void Cancel(int utteranceId);

    ChannelReader<SpeechUpdate> Updates { get; }
}

public abstract record SpeechUpdate(int UtteranceId);

/// <param name="Audio">Mono PCM16 at the voice's rate.</param>
public sealed record SpeechAudio(int UtteranceId, ReadOnlyMemory<short> Audio) : SpeechUpdate(UtteranceId);

/// <summary>Where a word lies in the utterance's audio. Optional: without it the heard text is estimated by length.</summary>
public sealed record SpeechWord(int UtteranceId, string Word, TimeSpan Start, TimeSpan End) : SpeechUpdate(UtteranceId);

public sealed record UtteranceDone(int UtteranceId) : SpeechUpdate(UtteranceId);

public sealed record UtteranceFailed(int UtteranceId, ProviderFailure Failure) : SpeechUpdate(UtteranceId);
