namespace Voxie.SipGateway.Transport.Streams;

/// <summary>What the connections of one listener may take: places, memory and time.</summary>
internal sealed record StreamLimits
{
    /// <summary>Connections at once, both ways.</summary>
    public int Connections { get; init; } = 4096;

    /// <summary>Connections from one address.</summary>
    public int ConnectionsPerSource { get; init; } = 256;

    /// <summary>TLS handshakes under way.</summary>
    public int Handshakes { get; init; } = 256;

    public int HandshakesPerSource { get; init; } = 32;

    /// <summary>Bytes that wait for a peer that does not read.</summary>
    public int QueuedBytes { get; init; } = 256 * 1024;

    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the connection to the first whole message.</summary>
    public TimeSpan FirstMessage { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Head { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan Body { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>One message, until the system has taken it.</summary>
    public TimeSpan Write { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Without a byte from the peer. Long: a call may say nothing for its session interval, and its BYE should find the connection.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(2);

    /// <summary>When there is no place, a connection that was silent for so long makes room.</summary>
    public TimeSpan IdleBeforeEviction { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a peer may take to close after us.</summary>
    public TimeSpan Closing { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan For(ConnectionPhase phase) => phase switch
    {
        ConnectionPhase.Connecting => Connect,
        ConnectionPhase.Handshaking => Handshake,
        ConnectionPhase.Fresh => FirstMessage,
        ConnectionPhase.Head => Head,
        ConnectionPhase.Body => Body,
        ConnectionPhase.Closing => Closing,
        _ => Idle,
    };
}
