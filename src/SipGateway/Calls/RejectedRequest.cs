namespace Voxie.SipGateway.Calls;

/// <summary>One refused request, for people who ask why a call did not come through.</summary>
/// <param name="Peer">Address and port that it came from.</param>
/// <param name="Status">SIP status of the answer.</param>
public sealed record RejectedRequest(DateTimeOffset At, RejectCause Cause, string Method, string Peer, int Status);
