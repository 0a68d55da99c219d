using System.ComponentModel;

namespace Voxie.Admin.Routes;

/// <summary>The routes as the API takes and gives them. What GET returned can be changed and sent back by PUT.</summary>
internal sealed record RoutesBody : RouteListDocument
{
    [Description("Version of what is sent: PUT refuses to overwrite a newer one. Absent: last writer wins. 0: nothing was ever saved.")]
    public int? Version { get; init; }

    [Description("Set by the server; ignored when sent.")]
    public DateTimeOffset? SavedAt { get; init; }
}
