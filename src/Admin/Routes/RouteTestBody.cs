using System.ComponentModel;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Calls.Routing;

namespace Voxie.Admin.Routes;

/// <summary>A call that might come: what would become of it?</summary>
internal sealed record RouteTestBody
{
    [Description("Who is dialled: a user, user@host, or a SIP URI.")]
    public string To { get; init; } = "";

    [Description("Who calls, as signalled.")]
    public string? From { get; init; }

    [Description("Trunk that it comes by. Absent: a program of this machine.")]
    public string? Trunk { get; init; }

    [Description("Address that it comes from, instead of a trunk: the trunk is found as it is for calls. Registrars known by name are not looked up.")]
    public string? Source { get; init; }

    [Description("Transport that it comes over, beside source: udp, tcp, tls, ws, wss. Absent: udp.")]
    public string? Transport { get; init; }

    [Description("Headers of the INVITE.")]
    public IReadOnlyList<RouteHeaderDocument> Headers { get; init; } = [];
}

/// <param name="Rule">Name of the rule that decides; null: none does, and the call gets 404.</param>
/// <param name="Action">What it says, in words.</param>
internal sealed record RouteTestAnswer(string? Rule, string? Action, IReadOnlyList<RouteStep> Steps)
{
    [Description("Trunk that the call would be of. Absent: none.")]
    public string? Trunk { get; init; }

    [Description("By what the source is known to be the trunk's. Absent: no source was asked for.")]
    public TrunkSign? TrunkSign { get; init; }

    [Description("The trunk would ask for its password first.")]
    public bool? MustProve { get; init; }
}
