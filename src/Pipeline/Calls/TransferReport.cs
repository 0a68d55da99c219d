namespace Voxie.Pipeline.Calls;

/// <summary>How a transfer has ended, and by which way.</summary>
/// <param name="SipStatus">The status that says so; null: none did.</param>
/// <param name="Reason">A sentence for people, without numbers; null: the result says all.</param>
public sealed record TransferReport(TransferResult Result, TransferWay Way, int? SipStatus = null, string? Reason = null)
{
    /// <summary>The caller is in other hands.</summary>
    public bool IsDone => Result is TransferResult.Succeeded or TransferResult.Accepted;
}
