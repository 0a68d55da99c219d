namespace Voxie.SipGateway.Calls.Routing;

/// <summary>No rules: only the extensions of agents.</summary>
public sealed class NoRoutes : IRoutes
{
    public static NoRoutes Instance { get; } = new();

    public RouteTable Current => RouteTable.Empty;
}
