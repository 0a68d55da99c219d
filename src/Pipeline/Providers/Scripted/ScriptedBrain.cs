using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Agents.Flows;
using Voxie.Pipeline.Knowledge;

namespace Voxie.Pipeline.Providers.Scripted;

/// <summary>
/// Makes the keyless brain of a call. An agent version is read and indexed once, at its first call, and shared by all its calls.
/// Any thread.
/// </summary>
/// <param name="flows">Configured flows by id; the built-in one needs no entry.</param>
internal sealed class ScriptedBrain(IReadOnlyDictionary<string, FlowDefinition> flows)
{
    private readonly ConditionalWeakTable<AgentProfile, FlowMachine> _machines = [];

    public FlowBrain For(AgentProfile profile) => new(_machines.GetValue(profile, Build));

    private FlowMachine Build(AgentProfile profile)
    {
        var flow = profile.Flow is { } id && flows.TryGetValue(id, out var configured) ? configured : ReceptionFlow.Definition;
        // What knowledge says goes first; the instructions' own facts fill the gaps.
        var entries = profile.Knowledge.Concat(InstructionFacts.Of(profile.Instructions));
        var knowledge = new KnowledgeBase(entries, $"{profile.Name}. {InstructionFacts.Business(profile.Instructions)}");
        var facts = ImmutableDictionary<string, string>.Empty
            .Add("identity", SelfDescription.Identity(profile))
            .Add("topics", SelfDescription.Topics(profile))
            .Add("transfers", SelfDescription.Transfers(profile));
        return new FlowMachine(flow, knowledge, facts, profile.Limits.MaxReprompts, profile.Transfers);
    }
}
