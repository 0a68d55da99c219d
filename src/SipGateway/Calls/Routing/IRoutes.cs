namespace Voxie.SipGateway.Calls.Routing;

/// <summary>The routes in force. An immutable snapshot, replaced whole. Any thread.</summary>
public interface IRoutes
{
    RouteTable Current { get; }
}
