using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Listening;

/// <summary>The caller began to speak.</summary>
/// <param name="Position">First sample of the speech, in samples heard since the line was listened to.</param>
/// <param name="At">Time stamp at which that sample was spoken: back-dated, not the moment of the decision.</param>
internal sealed record SpeechStarted(long Position, long At) : CallEvent;

/// <summary>The caller fell silent.</summary>
/// <param name="Position">First sample behind the speech.</param>
/// <param name="At">Time stamp at which that sample came: back-dated.</param>
internal sealed record SpeechEnded(long Position, long At) : CallEvent;

/// <summary>What seemed to be the caller was our own voice, coming back on a way that was not known: nothing of it was said.</summary>
internal sealed record SpeechWasEcho : CallEvent;

/// <summary>Audio for the recogniser, about 100 ms: a little before the speech, the speech, a little after it.</summary>
/// <param name="Audio">PCM16 at the line's rate; the receiver owns it.</param>
internal sealed record SpeechHeard(ReadOnlyMemory<short> Audio) : CallEvent;
