namespace Voxie.SipGateway.Calls.Routing;

/// <summary>One rule: which calls it is for, and what becomes of them.</summary>
/// <param name="Name">Stable name in logs and refusals.</param>
public sealed record Route(string Name, RouteConditions When, RouteAction Do, bool Enabled = true);
