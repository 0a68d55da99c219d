namespace Voxie.SipGateway.Media;

/// <summary>
/// Makes samples of one stream's payloads, in their order, at the codec's own rate. One thread at a time; allocates nothing per packet.
/// </summary>
internal interface IAudioDecoder : IDisposable
{
    /// <param name="payload">Whatever the network brought.</param>
    /// <param name="pcm">Room for <see cref="AudioCodecs.LongestPacketMs"/>.</param>
    /// <returns>Samples written; 0: no payload of this codec.</returns>
    int Decode(ReadOnlySpan<byte> payload, Span<short> pcm);

    /// <summary>Fills a hole by what the codec itself knows of it.</summary>
    /// <param name="next">The payload behind the hole, not decoded yet; empty: it has not come, or nothing was lost.</param>
    /// <param name="pcm">Filled to its end, at most <see cref="AudioCodecs.LongestPacketMs"/>.</param>
    /// <returns>False: the codec knows nothing of holes.</returns>
    bool TryConceal(ReadOnlySpan<byte> next, Span<short> pcm);

    /// <summary>Another stream begins.</summary>
    void Reset();
}
