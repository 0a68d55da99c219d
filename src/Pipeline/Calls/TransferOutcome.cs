namespace Voxie.Pipeline.Calls;

/// <summary>How a transfer ended.</summary>
/// <param name="SipStatus">The status that says so: of the target when the peer told it, else of the peer; null: none.</param>
public sealed record TransferOutcome(TransferResult Result, int? SipStatus = null);
