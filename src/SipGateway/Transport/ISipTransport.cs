using System.Net;

namespace Voxie.SipGateway.Transport;

/// <summary>
/// One listener: bytes in, bytes out. A stream transport frames its connections itself and hands up whole messages, so that
/// everything above is the same for UDP, TCP and TLS.
/// </summary>
internal interface ISipTransport : IAsyncDisposable
{
    /// <summary>Name as in Via: <c>UDP</c>, <c>TCP</c>, <c>TLS</c>.</summary>
    string ViaName { get; }

    /// <summary>True: the transport itself delivers or reports; nothing is retransmitted on it.</summary>
    bool IsReliable { get; }

    /// <summary>Where it listens. The address may be the any-address, the port is the real one.</summary>
    IPEndPoint Local { get; }

    /// <summary>Begins to receive. <paramref name="receiver"/> is called for one message at a time, in the order of arrival.</summary>
    void Start(SipBytesReceiver receiver);

    /// <summary>Sends one message. Any thread; does not wait for the network.</summary>
    /// <returns>False: it could not be sent (no route, closed, too long).</returns>
    bool TrySend(ReadOnlySpan<byte> message, IPEndPoint to);
}
