namespace Voxie.SipGateway.Calls.Routing;

/// <summary>What becomes of a call.</summary>
public abstract record RouteAction;

/// <summary>An agent takes it.</summary>
public sealed record ToAgent(string AgentId) : RouteAction;

/// <summary>It goes on through a trunk; both lines are joined here.</summary>
/// <param name="User">Who is dialled there; null: the dialled user, without its first <paramref name="Strip"/> places and behind <paramref name="Prepend"/>.</param>
public sealed record ToTrunk(string TrunkId, string? User = null, int Strip = 0, string Prepend = "") : RouteAction
{
    /// <summary>Who is dialled for a call to this user.</summary>
    public string UserFor(string dialled) => User ?? Prepend + dialled[Math.Min(Strip, dialled.Length)..];
}

/// <param name="Status">SIP status, 400 to 699.</param>
public sealed record ToReject(int Status) : RouteAction;
