namespace Voxie.Pipeline.Calls;

/// <summary>How a line has put its end into words.</summary>
/// <param name="SipStatus">Status that refused it; null: it was up, or ended otherwise.</param>
/// <param name="Reason">Cause in the form of RFC 3326, read and written anew; null: none was given.</param>
public sealed record LineCause(int? SipStatus, string? Reason = null);
