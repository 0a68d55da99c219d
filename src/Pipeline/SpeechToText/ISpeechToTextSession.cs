using System.Threading.Channels;

namespace Voxie.Pipeline.SpeechToText;

/// <summary>A live recogniser of one call. Methods are called on the call's loop and return at once; results come through <see cref="Updates"/>.</summary>
public interface ISpeechToTextSession : IAsyncDisposable
{
    /// <summary>Adds PCM16 to the current segment.</summary>
    void Write(ReadOnlyMemory<short> audio);

    /// <summary>
    /// Asks for the text of the current segment as it stands. Not final: the segment stays open (a speculative look while
    /// the caller may only be pausing). Final: the segment is closed and the next write opens a new one; exactly one
    /// update with <see cref="TranscriptUpdate.IsFinal"/> (or a failure) answers it. If nothing was written since the last
    /// look, an implementation answers from it without running again.
    /// </summary>
    /// <param name="segment">Caller's number of the segment, echoed in the update.</param>
    void Flush(int segment, bool final);

    /// <summary>Drops the current segment unheard (a click, a cough).</summary>
    void Discard();

    ChannelReader<TranscriptUpdate> Updates { get; }
}

/// <summary>What a recogniser has to say.</summary>
/// <param name="Segment">The number given to <see cref="ISpeechToTextSession.Flush"/>.</param>
/// <param name="Failure">Set: the provider failed; text is what was known by then.</param>
/// <param name="EndOfTurn">The provider itself thinks that the caller has finished.</param>
public sealed record TranscriptUpdate(int Segment, string Text, bool IsFinal, bool EndOfTurn = false, ProviderFailure? Failure = null)
{
    /// <summary>Other wordings that sound nearly as likely, the likeliest first; empty: none, or the provider does not tell.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];
}
