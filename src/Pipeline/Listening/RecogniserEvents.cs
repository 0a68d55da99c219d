using Voxie.Pipeline.Calls;
using Voxie.Pipeline.SpeechToText;

namespace Voxie.Pipeline.Listening;

/// <param name="Session">Which session said so: one that was replaced is not listened to.</param>
internal sealed record TranscriptArrived(ISpeechToTextSession Session, TranscriptUpdate Update) : CallEvent;

/// <summary>A new session stands in for one that failed; null: none can be had.</summary>
internal sealed record RecogniserReopened(ISpeechToTextSession? Session) : CallEvent;
