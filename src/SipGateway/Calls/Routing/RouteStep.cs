namespace Voxie.SipGateway.Calls.Routing;

/// <summary>What a rule had to say to a call.</summary>
/// <param name="Matched">It decides: the first one that fits.</param>
/// <param name="Why">A sentence for people.</param>
public sealed record RouteStep(string Rule, bool Matched, string Why);
