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
public sealed record DialTarget(string Address, string From, string? Trunk = null)
{
    /// <summary>Whose call it is, presented when neither From nor the trunk names a caller id; null: nobody's.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>Headers to be sent besides; only such as <see cref="ExtraHeaders"/> lets pass.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ExtraHeaders.None;
}

/// <param name="temporary">It is no matter of policy: another time it may be dialled.</param>
public sealed class DialRefusedException(string message, bool temporary = false) : Exception(message)
{
    public bool IsTemporary { get; } = temporary;
}
