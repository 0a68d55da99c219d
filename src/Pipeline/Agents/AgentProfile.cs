using Voxie.Pipeline.Recording;

namespace Voxie.Pipeline.Agents;

/// <summary>An agent as a call sees it: immutable, one version. A call keeps the version it began with.</summary>
public sealed record AgentProfile
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    /// <summary>1 for the first save, +1 for each later one.</summary>
    public int Version { get; init; } = 1;
    /// <summary>Dialled user that reaches this agent; null: none of its own.</summary>
    public string? Extension { get; init; }
    public AgentKind Kind { get; init; } = AgentKind.Conversation;
    /// <summary>First sentence after the answer; null: the agent waits for the caller.</summary>
    public string? Greeting { get; init; }
    /// <summary>What the agent is and knows. Prompt for a language model; knowledge for the scripted brain.</summary>
    public string Instructions { get; init; } = "";
    /// <summary>Chat provider name, e.g. <c>openai</c>; null: the process default (scripted when no key or URL is set).</summary>
    public string? Brain { get; init; }
    public string? Model { get; init; }
    /// <summary>Voice, <c>engine</c> or <c>engine/voice</c>; null: the process default.</summary>
    public string? Voice { get; init; }
    /// <summary>Entries that questions are answered from.</summary>
    public IReadOnlyList<KnowledgeEntry> Knowledge { get; init; } = [];
    /// <summary>Name of a built-in or configured flow; null: the default flow (greet, answer, take a message, say goodbye).</summary>
    public string? Flow { get; init; }
    /// <summary>How its calls are recorded; null: they are not.</summary>
    public RecordingSettings? Recording { get; init; }
    /// <summary>Whom the agent may connect callers with. The first is for those who want just anybody.</summary>
    public IReadOnlyList<TransferEntry> Transfers { get; init; } = [];
    public AgentLimits Limits { get; init; } = new();
}

public enum AgentKind { Conversation, Echo, Tone }

/// <param name="Title">What it is about, in words a caller would use.</param>
/// <param name="Text">What the agent says, one to three sentences.</param>
public sealed record KnowledgeEntry(string Title, string Text);

/// <summary>Bounds that end or steer a call whatever the model does.</summary>
public sealed record AgentLimits
{
    /// <summary>Silence of the caller, after the agent has finished, until it is asked again.</summary>
    public TimeSpan RepromptAfter { get; init; } = TimeSpan.FromSeconds(8);
    /// <summary>Prompts without an answer before the agent says goodbye.</summary>
    public int MaxReprompts { get; init; } = 2;
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMinutes(30);
}
