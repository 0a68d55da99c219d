using System.ComponentModel;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Agents;

/// <summary>An agent as the API takes and gives it. What GET returned can be changed and sent back by PUT.</summary>
internal sealed record AgentBody : AgentDocument
{
    [Description("Stable id: lower-case letters, digits and -, at most 64. Absent on creation: made from the name.")]
    public string? Id { get; init; }

    [Description("Version of what is sent: PUT refuses to overwrite a newer one. Absent: last writer wins.")]
    public int? Version { get; init; }

    [Description("Set by the server; ignored when sent.")]
    public DateTimeOffset? CreatedAt { get; init; }

    [Description("Set by the server; ignored when sent.")]
    public DateTimeOffset? UpdatedAt { get; init; }

    public static AgentBody Of(StoredDocument<AgentDocument> agent) => new()
    {
        Id = agent.Id,
        Version = agent.Version,
        CreatedAt = agent.CreatedAt,
        UpdatedAt = agent.UpdatedAt,
        Name = agent.Document.Name,
        Extension = agent.Document.Extension,
        Kind = agent.Document.Kind,
        Greeting = agent.Document.Greeting,
        Instructions = agent.Document.Instructions,
        Brain = agent.Document.Brain,
        Model = agent.Document.Model,
        Voice = agent.Document.Voice,
        Flow = agent.Document.Flow,
        Knowledge = agent.Document.Knowledge,
        Transfers = agent.Document.Transfers,
        Limits = agent.Document.Limits,
    };
}
