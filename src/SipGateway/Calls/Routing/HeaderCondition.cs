namespace Voxie.SipGateway.Calls.Routing;

/// <param name="Name">In any case, long or compact.</param>
/// <param name="Value">What one header of that name must be like; * and ? stand for any.</param>
public sealed record HeaderCondition(string Name, string Value = "*");
