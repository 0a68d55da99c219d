using System.ComponentModel;
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

    [Description("Headers of the INVITE.")]
    public IReadOnlyList<RouteHeaderDocument> Headers { get; init; } = [];
}

/// <param name="Rule">Name of the rule that decides; null: none does, and the call gets 404.</param>
/// <param name="Action">What it says, in words.</param>
internal sealed record RouteTestAnswer(string? Rule, string? Action, IReadOnlyList<RouteStep> Steps);
