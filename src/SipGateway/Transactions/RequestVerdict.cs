using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transactions;

/// <summary>What the user decides on a new request before any state is made for it.</summary>
internal readonly record struct RequestVerdict
{
    /// <summary>No answer at all.</summary>
    public static RequestVerdict Silence { get; } = new() { IsSilent = true };

    public bool IsSilent { get; private init; }

    /// <summary>Refuse statelessly with this; 0: the request is admitted, or <see cref="IsSilent"/>.</summary>
    public int Status { get; private init; }

    /// <summary>Headers of the refusal.</summary>
    public IReadOnlyList<SipHeader> Headers { get; private init; }

    /// <summary>What was found out on the way, for <see cref="ServerTransaction.Admission"/>.</summary>
    public object? Admission { get; private init; }

    public static RequestVerdict Welcome(object? admission) => new() { Admission = admission };

    public static RequestVerdict Refuse(int status, params IReadOnlyList<SipHeader> headers) => new() { Status = status, Headers = headers };
}
