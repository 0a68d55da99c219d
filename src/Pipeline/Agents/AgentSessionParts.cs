using Microsoft.Extensions.Logging;
using Voxie.Pipeline.Listening;
using Voxie.Pipeline.Speaking;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents;

/// <summary>The collaborators of one conversation; the session owns them.</summary>
internal sealed record AgentSessionParts(
    Recogniser Recogniser, ListenLine Ear, VoiceLine Voice, SpeakLoop Speak, IReplySource Brain, TimeProvider Time, ILoggerFactory Loggers);
