using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transport;

/// <summary>A response of ours as it goes out, for as long as it may have to go out again.</summary>
/// <param name="CallId">Whom the ladder counts it to.</param>
/// <param name="SentByPort">Port of the top Via: where the response goes when its connection is gone; null: the port it came from.</param>
internal sealed record WireResponse(byte[] Bytes, string? CallId, int? SentByPort)
{
    public static WireResponse Of(SipResponse response)
    {
        // RFC 3261 18.2.2. A Via that cannot be read (the answer to a broken request) leaves only the source.
        var via = response.Headers.TopVia;
        return new WireResponse(SipWriter.ToBytes(response), response.Headers[HeaderNames.CallId], via?.SentByPort) { WantsRPort = via?.WantsRPort ?? false };
    }

    /// <summary>RFC 3581 4: to the port that the request came from, over UDP.</summary>
    public bool WantsRPort { get; private init; }
}
