namespace Voxie.SipGateway.Transport.Streams;

/// <summary>What a connection is waiting for; each wait has its limit (<see cref="StreamLimits"/>).</summary>
internal enum ConnectionPhase
{
    Connecting,

    /// <summary>The TLS handshake.</summary>
    Handshaking,

    /// <summary>Somebody connected and has sent no message yet.</summary>
    Fresh,

    /// <summary>Between messages.</summary>
    Idle,

    /// <summary>A message has begun, its headers have not ended.</summary>
    Head,

    /// <summary>The headers are there, the body is not.</summary>
    Body,

    /// <summary>We have said all that we had to say and wait for the peer to close.</summary>
    Closing,
}
