using System.ComponentModel;

namespace Voxie.Admin.Routes;

/// <summary>The routes as a YAML file describes them.</summary>
internal sealed record RouteFile : RouteListDocument
{
    [Description("Version of this format: 1.")]
    public int Schema { get; init; } = 1;
}
