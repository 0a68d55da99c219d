namespace Voxie.SipGateway.Transport.Streams;

/// <summary>What <see cref="SipFramer"/> found next in a stream.</summary>
internal enum FramePart
{
    /// <summary>Nothing whole yet.</summary>
    None,
    Message,

    /// <summary>RFC 5626 3.5.1: a double CRLF between messages asks for a CRLF.</summary>
    Ping,

    /// <summary>Where the next message begins cannot be known any more. Nothing follows.</summary>
    Broken,
}
