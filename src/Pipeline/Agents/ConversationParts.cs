using Microsoft.Extensions.Logging;
using Voxie.Pipeline.Speaking;
using Voxie.Pipeline.SpeechToText;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents;

/// <summary>What conversations are made of, the same for every call of the process.</summary>
public sealed record ConversationParts
{
    public required ISpeechToText Recogniser { get; init; }

    /// <summary>The voice of an agent.</summary>
    public required Func<AgentProfile, ITextToSpeech> Voice { get; init; }

    /// <summary>Takes over when an agent's voice fails; null: such a call ends.</summary>
    public ITextToSpeech? StandInVoice { get; init; }

    /// <summary>A new brain for one call of an agent.</summary>
    public required Func<AgentProfile, IReplySource> Brain { get; init; }

    public required TimeProvider Time { get; init; }
    public required ILoggerFactory Loggers { get; init; }
}
