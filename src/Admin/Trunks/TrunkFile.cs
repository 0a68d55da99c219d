using System.ComponentModel;

namespace Voxie.Admin.Trunks;

/// <summary>A trunk as a YAML file describes it.</summary>
internal sealed record TrunkFile : TrunkDocument
{
    [Description("Version of this format: 1.")]
    public int Schema { get; init; } = 1;

    [Description("Stable id: lower-case letters, digits, - and _, at most 64.")]
    public string Id { get; init; } = "";
}
