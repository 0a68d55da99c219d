namespace Voxie.SipGateway.Rtp;

/// <summary>How long a line may be without media before its owner is told. Zero: for ever.</summary>
public sealed record RtpTimeouts
{
    /// <summary>Until the first packet.</summary>
    public TimeSpan Initial { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After a packet, until the next.</summary>
    public TimeSpan Later { get; init; } = TimeSpan.FromSeconds(15);
}
