using System.Runtime.CompilerServices;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Knowledge;
using Voxie.Pipeline.Listening;
using Voxie.Pipeline.Speaking;
using Voxie.Pipeline.SpeechToText;

namespace Voxie.Pipeline.Agents;

/// <summary>Puts together what conducts one call of an agent that talks.</summary>
public sealed class ConversationFactory(ConversationParts parts)
{
    /// <summary>What an agent's callers are likely to say, found out at its first call.</summary>
    private readonly ConditionalWeakTable<AgentProfile, IReadOnlyList<ExpectedWord>> _words = [];

    public IConductor Create(CallContext context)
    {
        var (leg, mailbox, time) = (context.Leg, context.Mailbox, parts.Time);
        var recogniser = new Recogniser(parts.Recogniser, leg.RateHz, mailbox, _words.GetValue(context.Agent, AgentWords.Of));
        var ear = new ListenLine(mailbox, leg.RateHz, time, everything: !parts.Recogniser.Capabilities.SpokenSegmentsOnly);
        var voice = new VoiceLine(parts.Voice(context.Agent), parts.StandInVoice, mailbox);
        var speak = new SpeakLoop(voice, new SpeechPlayout(mailbox, time), leg, mailbox, time);
        var brain = parts.Brain(context.Agent);
        return new AgentSession(context, new AgentSessionParts(recogniser, ear, voice, speak, brain, time, parts.Loggers));
    }
}
