namespace Voxie.SipGateway.Transport.Streams;

/// <summary>What an <see cref="IStreamFramer"/> found next in a stream.</summary>
internal enum FramePart
{
    /// <summary>Nothing whole yet.</summary>
    None,
    Message,

    /// <summary>RFC 5626 3.5.1: a double CRLF between messages asks for a CRLF.</summary>
    Ping,

    /// <summary>Something of the framing itself, to be sent back as it is.</summary>
    Reply,

    /// <summary>The peer has said that nothing follows.</summary>
    Over,

    /// <summary>Where the next message begins cannot be known any more. Nothing follows.</summary>
    Broken,
}
