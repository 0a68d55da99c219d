using System.ComponentModel;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Calls;

/// <summary>A call to be placed for an agent.</summary>
internal sealed record DialBody
{
    [Description("Number or SIP URI; the trunk's rules for dialling apply.")]
    public string To { get; init; } = "";

    [Description("Trunk to dial through. Absent: only programs of this machine can be called.")]
    public string? Trunk { get; init; }

    [Description("Id of the agent that talks, and says its greeting first.")]
    public string Agent { get; init; } = "";

    [Description("Who calls, as the other side sees it. Absent: what the trunk says.")]
    public string? CallerId { get; init; }

    [Description("Headers to be sent besides: X-... and User-to-User, at most 16.")]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ExtraHeaders.None;
}

/// <summary>A call that was placed.</summary>
internal sealed record DialView
{
    public required Guid Id { get; init; }

    [Description("ringing, answered or ended; without wait a call still rings.")]
    public required CallState State { get; init; }

    [Description("Why it ended without an answer.")]
    public CallEndReason? EndReason { get; init; }

    [Description("The status that refused it.")]
    public int? SipStatus { get; init; }
}
