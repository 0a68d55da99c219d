using System.Runtime.CompilerServices;
using Voxie.Pipeline.SpeechToText;

namespace Voxie.Pipeline.Providers.Local.Moonshine;

/// <summary>Texts of a stretch of PCM16 speech at a rate, the likeliest first, at least one; computes on the calling thread.</summary>
internal delegate IReadOnlyList<string> Transcriber(ReadOnlySpan<short> speech, int rateHz, WordBias bias, CancellationToken cancellation);

/// <summary>The local recogniser: English, behind voice activity detection, on the speech pool.</summary>
internal sealed class MoonshineSpeechToText(Transcriber transcribe, ISpeechPool pool, TimeProvider time) : ISpeechToText
{
    public const string ProviderName = "local";

    /// <summary>Made once for the words of an agent, as long as somebody has them.</summary>
    private readonly ConditionalWeakTable<IReadOnlyList<ExpectedWord>, WordBias> _biases = [];

    public SpeechToTextCapabilities Capabilities { get; } =
        new([MoonshineModel.RateHz, 8000], SpokenSegmentsOnly: true, InterimResults: false, EndOfTurn: false, WordTimes: false);

    // The model is loaded and warm: there is nothing to wait for.
    public Task<ISpeechToTextSession> OpenAsync(SpeechToTextRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!Capabilities.InputRatesHz.Contains(request.RateHz))
            throw new ArgumentOutOfRangeException(nameof(request), request.RateHz, "The local recogniser takes 8000 or 16000 Hz.");
        return Task.FromResult<ISpeechToTextSession>(new MoonshineSession(transcribe, pool, time, request.RateHz, _biases.GetValue(request.Words, static words => new WordBias(words))));
    }
}
