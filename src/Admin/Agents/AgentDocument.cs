using System.ComponentModel;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Recording;

namespace Voxie.Admin.Agents;

/// <summary>What people write about an agent: the common part of the API's body, the YAML file and a stored version.</summary>
internal record AgentDocument
{
    [Description("Name for people, 1 to 100 characters.")]
    public string Name { get; init; } = "";

    [Description("Dialled user that reaches the agent: letters, digits and + * # . _ ~ -, at most 64. Case does not matter.")]
    public string? Extension { get; init; }

    [Description("conversation: talks; echo: plays back what it hears; tone: plays a tone.")]
    public AgentKind Kind { get; init; } = AgentKind.Conversation;

    [Description("First sentence after the answer. Absent: the agent waits for the caller.")]
    public string? Greeting { get; init; }

    [Description("What the agent is and how it behaves, at most 32000 characters.")]
    public string Instructions { get; init; } = "";

    [Description("Who thinks: scripted or openai. Absent: the node's default.")]
    public string? Brain { get; init; }

    [Description("Model of the chat provider. Absent: the provider's default.")]
    public string? Model { get; init; }

    [Description("Voice, engine or engine/voice. Absent: the node's default.")]
    public string? Voice { get; init; }

    [Description("Name of a flow. Absent: greet, answer, take a message, say goodbye.")]
    public string? Flow { get; init; }

    [Description("Facts that questions are answered from, at most 500.")]
    public IReadOnlyList<KnowledgeDocument> Knowledge { get; init; } = [];

    [Description("on: calls are recorded, left the caller, right the agent.")]
    public RecordingMode Recording { get; init; } = RecordingMode.Off;

    [Description("Format of recordings: wav or opus.")]
    public RecordingFormat RecordingFormat { get; init; } = RecordingFormat.Wav;

    [Description("Said before anything is recorded; recording begins when it was heard. Absent: it begins with the answer.")]
    public string? RecordingConsent { get; init; }

    [Description("Whom the agent may connect callers with, at most 50. The first is for those who want just anybody.")]
    public IReadOnlyList<TransferDocument> Transfers { get; init; } = [];

    public LimitsDocument Limits { get; init; } = new();

    public AgentProfile ToProfile(string id, int version) => new()
    {
        Id = id,
        Version = version,
        Name = Name,
        Extension = Extension,
        Kind = Kind,
        Greeting = Greeting,
        Instructions = Instructions,
        Brain = Brain,
        Model = Model,
        Voice = Voice,
        Flow = Flow,
        Knowledge = [.. Knowledge.Select(entry => new KnowledgeEntry(entry.Title, entry.Text))],
        Recording = Recording == RecordingMode.On ? new RecordingSettings(RecordingFormat, RecordingConsent) : null,
        Transfers = [.. Transfers.Select(entry => new TransferEntry(entry.Name.Trim(), entry.Target) { Say = entry.Say, Trunk = entry.Trunk, Mode = entry.Mode })],
        Limits = new AgentLimits
        {
            RepromptAfter = TimeSpan.FromSeconds(Limits.RepromptAfterSeconds),
            MaxReprompts = Limits.MaxReprompts,
            MaxDuration = TimeSpan.FromSeconds(Limits.MaxDurationSeconds),
        },
    };

    /// <summary>Only the common part, whatever the derived type carries besides.</summary>
    public AgentDocument Plain() => new()
    {
        Name = Name,
        Extension = Extension,
        Kind = Kind,
        Greeting = Greeting,
        Instructions = Instructions,
        Brain = Brain,
        Model = Model,
        Voice = Voice,
        Flow = Flow,
        Knowledge = Knowledge,
        Recording = Recording,
        RecordingFormat = RecordingFormat,
        RecordingConsent = RecordingConsent,
        Transfers = Transfers,
        Limits = Limits,
    };
}

internal sealed record KnowledgeDocument
{
    [Description("What it is about, in words a caller would use, 1 to 200 characters.")]
    public string Title { get; init; } = "";

    [Description("What the agent says, one to three sentences, at most 2000 characters.")]
    public string Text { get; init; } = "";
}

internal sealed record TransferDocument
{
    [Description("In words a caller would use, such as billing or the front desk, 1 to 60 characters.")]
    public string Name { get; init; } = "";

    [Description("Number or SIP URI; the trunk's rules for dialling apply.")]
    public string Target { get; init; } = "";

    [Description("Said before, and heard to its end, at most 500 characters. Absent: a sentence with the name.")]
    public string? Say { get; init; }

    [Description("Trunk to dial through. Absent: the one that the call came by.")]
    public string? Trunk { get; init; }

    [Description("blind: the caller's side dials (REFER), or we do where it cannot; attended: we dial first, and hand over when somebody has answered.")]
    public TransferMode Mode { get; init; }
}

internal sealed record LimitsDocument
{
    [Description("Seconds of silence until the caller is asked again, 1 to 120.")]
    public double RepromptAfterSeconds { get; init; } = 8;

    [Description("Prompts without an answer before the agent says goodbye, 0 to 10.")]
    public int MaxReprompts { get; init; } = 2;

    [Description("Longest call in seconds, 10 to 86400.")]
    public double MaxDurationSeconds { get; init; } = 1800;
}
