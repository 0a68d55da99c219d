using Voxie.Pipeline.Agents.Flows;
using Voxie.Pipeline.Providers.OpenAI;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Providers;

/// <summary>Which brains there are.</summary>
public sealed record ReplySourcesOptions
{
    /// <summary>For agents that name none; null: <c>openai</c> when it is configured, else <c>scripted</c>.</summary>
    public string? DefaultBrain { get; init; }
    /// <summary>Null: there is no key and no address, so no model.</summary>
    public OpenAiOptions? OpenAi { get; init; }
    public ReplyGeneratorOptions Generation { get; init; } = new();
    /// <summary>Configured flows by id (the built-in one is always there). Check <see cref="FlowDefinition.Problems"/> first.</summary>
    public IReadOnlyDictionary<string, FlowDefinition> Flows { get; init; } = new Dictionary<string, FlowDefinition>();
}
