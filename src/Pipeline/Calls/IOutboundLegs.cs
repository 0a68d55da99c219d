namespace Voxie.Pipeline.Calls;

/// <summary>Places calls. Declared here, implemented by the gateway with its dial policy inside.</summary>
public interface IOutboundLegs
{
    /// <summary>
    /// Begins dialling and returns the leg at once; <see cref="LegRinging"/>, <see cref="LegAnswered"/> or <see cref="LegEnded"/>
    /// tell how it goes.
    /// </summary>
    /// <exception cref="DialRefusedException">The dial policy or the target's form forbids it.</exception>
    ICallLeg Dial(DialTarget target);
}

/// <param name="Address">A SIP URI, e.g. <c>sip:reception@127.0.0.1:5060</c>.</param>
/// <param name="From">User part that we present; empty: the trunk's own.</param>
/// <param name="Trunk">Id of the trunk to go through; null: only targets on this machine. With a trunk a bare number or user is enough.</param>
public sealed record DialTarget(string Address, string From, string? Trunk = null);

public sealed class DialRefusedException(string message) : Exception(message);
