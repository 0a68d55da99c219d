namespace Voxie.SipGateway.Calls.Routing;

/// <param name="Rule">Name of the rule that matched; null: none did.</param>
/// <param name="Action">What it says.</param>
public sealed record RouteDecision(string? Rule, RouteAction? Action)
{
    public static RouteDecision Nobody { get; } = new(null, null);
}
