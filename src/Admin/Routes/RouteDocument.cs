using System.ComponentModel;
using Voxie.SipGateway.Calls.Routing;
using Route = Voxie.SipGateway.Calls.Routing.Route;

namespace Voxie.Admin.Routes;

/// <summary>One rule as people write it. Exactly one of agent, dial and reject says what becomes of the call.</summary>
internal sealed record RouteDocument
{
    [Description("Stable name in logs and refusals: lower-case letters, digits, - and _, at most 64.")]
    public string Name { get; init; } = "";

    [Description("A disabled rule never matches.")]
    public bool Enabled { get; init; } = true;

    [Description("What the call must be like. Nothing: every call.")]
    public RouteWhenDocument When { get; init; } = new();

    [Description("Id of the agent that takes the call.")]
    public string? Agent { get; init; }

    [Description("The call goes on through a trunk.")]
    public RouteDialDocument? Dial { get; init; }

    [Description("The call is refused with this SIP status, 400 to 699.")]
    public int? Reject { get; init; }

    /// <summary>Valid documents only.</summary>
    public Route ToRoute() => new(Name, When.ToConditions(),
        Agent is not null ? new ToAgent(Agent)
        : Dial is not null ? new ToTrunk(Dial.Trunk, Dial.User, Dial.Strip, Dial.Prepend)
        : new ToReject(Reject ?? throw new InvalidOperationException("A route without an action.")), Enabled);
}

internal sealed record RouteWhenDocument
{
    [Description("The dialled user, whole.")]
    public string? User { get; init; }

    [Description("The beginning of the dialled user.")]
    public string? UserPrefix { get; init; }

    [Description("A regular expression that finds something in the dialled user; anchor it with ^ and $. No look-around, no back-references.")]
    public string? UserPattern { get; init; }

    [Description("The dialled host; * and ? stand for any.")]
    public string? Host { get; init; }

    [Description("The calling user as signalled; * and ? stand for any. Never proof of anything.")]
    public string? From { get; init; }

    [Description("Id of the trunk that the call came by; local: a program of this machine.")]
    public string? Trunk { get; init; }

    [Description("Headers that must be there, at most 10. Only those of trusted trunks count (terms.trustsIdentity).")]
    public IReadOnlyList<RouteHeaderDocument> Headers { get; init; } = [];

    public RouteConditions ToConditions() => new()
    {
        User = User, UserPrefix = UserPrefix, UserPattern = UserPattern, Host = Host, From = From, Trunk = Trunk,
        Headers = [.. Headers.Select(header => new HeaderCondition(header.Name, header.Value))],
    };
}

internal sealed record RouteHeaderDocument
{
    [Description("Header name, in any case.")]
    public string Name { get; init; } = "";

    [Description("What its value must be like; * and ? stand for any.")]
    public string Value { get; init; } = "*";
}

internal sealed record RouteDialDocument
{
    [Description("Id of the trunk.")]
    public string Trunk { get; init; } = "";

    [Description("Who is dialled there. Absent: the dialled user, changed by strip and prepend.")]
    public string? User { get; init; }

    [Description("Places taken from the front of the dialled user, 0 to 32.")]
    public int Strip { get; init; }

    [Description("Put in front of what is left.")]
    public string Prepend { get; init; } = "";
}
