using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Agents;

/// <summary>The moments of one turn gap, in the order in which they come. Those that were skipped take the one before.</summary>
internal sealed class TurnTimes(TimeSpan lastSpeech, TimeSpan endpoint)
{
    private TimeSpan? _transcript;
    private TimeSpan? _firstSentence;
    private TimeSpan? _firstAudio;
    private TimeSpan? _firstPlayed;

    public void Transcript(TimeSpan at) => _transcript ??= at;

    public void FirstSentence(TimeSpan at) => _firstSentence ??= at;

    public void FirstPlayed(TimeSpan at, TimeSpan? firstAudio)
    {
        _firstAudio ??= firstAudio;
        _firstPlayed ??= at;
    }

    /// <summary>Null while nothing has been heard of the answer.</summary>
    public TurnLatency? Split()
    {
        if (_firstPlayed is not { } played) return null;
        var transcript = _transcript ?? endpoint;
        var sentence = _firstSentence ?? transcript;
        var audio = _firstAudio ?? sentence;
        return new TurnLatency(
            Ms(lastSpeech, played), Ms(lastSpeech, endpoint), Ms(endpoint, transcript), Ms(transcript, sentence), Ms(sentence, audio), Ms(audio, played));
    }

    private static double Ms(TimeSpan from, TimeSpan to) => (to - from).TotalMilliseconds;
}
