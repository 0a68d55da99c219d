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

    /// <summary>What peers are told of it.</summary>
    AdvertisedAddress Advertised { get; }

    /// <summary>Done when <see cref="Advertised"/> knows all that it was to find out.</summary>
    Task Ready { get; }

    /// <summary>Begins to receive. <paramref name="receiver"/> is called for one message of a peer at a time, in the order of arrival.</summary>
    void Start(SipBytesReceiver receiver);

    /// <summary>Lets go of the address of a listener that was never started.</summary>
    void Close();

    /// <summary>
    /// Sends one message: on the flow's connection while that is open and leads to the flow's address, else on one that does, else
    /// on a new one. Any thread; does not wait for the network.
    /// </summary>
    /// <param name="receipt">How to hear that a message that was taken did not arrive after all.</param>
    /// <returns>False: it could not be taken (no route, closed, too long, the peer does not read).</returns>
    bool TrySend(ReadOnlySpan<byte> message, in SipFlow flow, out SendReceipt receipt);
}
