namespace Voxie.Pipeline.SpeechToText;

/// <summary>A recogniser. Sessions are one per call and are opened (warmed) while it rings.</summary>
public interface ISpeechToText
{
    SpeechToTextCapabilities Capabilities { get; }

    /// <exception cref="OperationCanceledException">The call ended first.</exception>
    Task<ISpeechToTextSession> OpenAsync(SpeechToTextRequest request, CancellationToken cancellation);
}

/// <param name="RateHz">PCM rate the session will be written.</param>
public sealed record SpeechToTextRequest(int RateHz, string Language = "en")
{
    /// <summary>Words that callers of this agent are likely to say; a recogniser that can leans towards them. The same list for all calls of an agent.</summary>
    public IReadOnlyList<ExpectedWord> Words { get; init; } = [];
}

/// <param name="InputRatesHz">Rates it takes, best first.</param>
/// <param name="SpokenSegmentsOnly">True: write only speech (with a little before and after), as bounded by voice activity;
/// false: write everything, the provider finds speech itself.</param>
public sealed record SpeechToTextCapabilities(IReadOnlyList<int> InputRatesHz, bool SpokenSegmentsOnly, bool InterimResults, bool EndOfTurn, bool WordTimes);
