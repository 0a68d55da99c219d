using System.ComponentModel;

namespace Voxie.Admin.Agents;

/// <summary>An agent as a YAML file describes it.</summary>
internal sealed record AgentFile : AgentDocument
{
    [Description("Version of this format: 1.")]
    public int Schema { get; init; } = 1;

    [Description("Stable id: lower-case letters, digits and -, at most 64.")]
    public string Id { get; init; } = "";
}
