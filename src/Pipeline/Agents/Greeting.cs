using Voxie.Pipeline.Speaking;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents;

/// <summary>
/// Opens the voice while it rings, and has the greeting's first sentence ready to play: the caller hears it with the answer. A voice
/// that fails now is replaced before anybody has heard it.
/// </summary>
internal sealed class Greeting(VoiceLine voice, SpeakLoop speak, TimeProvider time)
{
    /// <summary>Last sentence of the consent prompt; null: there is none.</summary>
    public int? ConsentEnds { get; private set; }

    /// <param name="consent">Said before the greeting; null: nothing.</param>
    /// <exception cref="Calls.ConductorFailedException">No voice can be had.</exception>
    public async Task PrepareAsync(string? consent, string? text, CancellationToken cancellation)
    {
        try
        {
            await Readiness.OfAsync(ProviderStage.TtsConnect, () => voice.OpenAsync(cancellation), time, cancellation);
            Say(consent, text);
            await Readiness.OfAsync(ProviderStage.TtsFirstByte, () => FirstAudioAsync(cancellation), time, cancellation);
        }
        catch (Calls.ConductorFailedException) when (voice.HasStandIn)
        {
            await Readiness.OfAsync(ProviderStage.TtsConnect, () => voice.OpenStandInAsync(cancellation), time, cancellation);
            if (speak.IsSilent) Say(consent, text);
            else speak.ContinueWithStandIn();
            await Readiness.OfAsync(ProviderStage.TtsFirstByte, () => FirstAudioAsync(cancellation), time, cancellation);
        }
    }

    private async Task FirstAudioAsync(CancellationToken cancellation)
    {
        while (!speak.IsSilent && speak.FirstAudioAt is null)
        {
            var update = await voice.NextAsync(cancellation);
            if (update is null || speak.Handle(update) is not null) throw Readiness.Failed(ProviderStage.TtsFirstByte);
        }
    }

    private void Say(string? consent, string? text)
    {
        if (consent is not null)
        {
            Say(consent);
            ConsentEnds = speak.LastSentence;
        }
        Say(text);
    }

    private void Say(string? text)
    {
        var splitter = new SentenceSplitter(firstClauseWords: 0);
        foreach (var sentence in splitter.Push(text ?? "")) speak.Say(sentence);
        if (splitter.Finish() is { } last) speak.Say(last);
    }
}
