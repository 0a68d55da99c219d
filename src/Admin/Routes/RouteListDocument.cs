using System.ComponentModel;
using Voxie.SipGateway.Calls.Routing;

namespace Voxie.Admin.Routes;

/// <summary>All rules in their order: the common part of the API's body, the YAML file and a stored version.</summary>
internal record RouteListDocument
{
    [Description("The rules in order: the first that fits decides. Behind them every agent answers its extension. At most 1000.")]
    public IReadOnlyList<RouteDocument> Routes { get; init; } = [];

    /// <summary>Valid documents only.</summary>
    public RouteTable ToTable() => new([.. Routes.Select(route => route.ToRoute())]);
}
