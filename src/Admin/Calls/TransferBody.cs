using System.ComponentModel;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Calls;

/// <summary>Where a live call is to be handed over to.</summary>
internal sealed record TransferBody
{
    [Description("Number or SIP URI; the trunk's rules for dialling apply.")]
    public string Target { get; init; } = "";

    [Description("blind: the other side dials (REFER), or we do where it cannot; attended: we dial first, and hand over when somebody has answered.")]
    public TransferMode Mode { get; init; }

    [Description("Trunk to dial through. Absent: the one that the call came by.")]
    public string? Trunk { get; init; }

    [Description("Headers to be sent besides: X-... and User-to-User, at most 16.")]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ExtraHeaders.None;
}

/// <summary>How a transfer has ended.</summary>
internal sealed record TransferView
{
    [Description("succeeded: somebody has answered; accepted: the other side has taken it and tells no more; failed: busy, no answer and the like, the caller is still here; refused, timed_out, line_gone.")]
    public required TransferResult Result { get; init; }

    [Description("refer: the other side has dialled; replaces: it has taken our place; bridge: both lines are joined here.")]
    public required TransferWay Way { get; init; }

    [Description("The status that says so, of the one that was dialled where it is known.")]
    public int? SipStatus { get; init; }

    public string? Reason { get; init; }
}
