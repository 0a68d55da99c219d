namespace Voxie.Pipeline.Calls;

/// <summary>One station that has sent a call on.</summary>
/// <param name="Reason">As signalled: <c>user-busy</c>, <c>no-answer</c>, a SIP cause.</param>
/// <param name="Believed">Told by a trunk that is trusted to.</param>
public sealed record CallDiversion(string Number, string? Reason, bool Believed);
