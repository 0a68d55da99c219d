using System.ComponentModel;
using Voxie.SipGateway.Calls;

namespace Voxie.Admin.Calls;

/// <summary>One refused request.</summary>
internal sealed record RejectView
{
    public required DateTimeOffset At { get; init; }

    [Description("Which check refused it.")]
    public required RejectCause Cause { get; init; }

    [Description("What exactly failed, such as a rule's name.")]
    public string? Detail { get; init; }

    public required string Method { get; init; }

    [Description("SIP status of the answer; 0: none was sent.")]
    public required int Status { get; init; }

    [Description("Address that it came from.")]
    public required string Peer { get; init; }

    public string? Trunk { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }

    [Description("Its Call-ID: what to ask /api/rejects/sip for.")]
    public string Reference { get; init; } = "";

    public static RejectView Of(RejectedRequest reject) => new()
    {
        At = reject.At, Cause = reject.Cause, Detail = reject.Detail, Method = reject.Method, Status = reject.Status, Peer = reject.Peer,
        Trunk = reject.Trunk, From = reject.From, To = reject.To, Reference = reject.Reference,
    };
}
