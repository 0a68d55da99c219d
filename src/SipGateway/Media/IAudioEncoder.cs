namespace Voxie.SipGateway.Media;

/// <summary>Makes payloads of one stream's samples, at the codec's own rate. One thread at a time; allocates nothing per packet.</summary>
internal interface IAudioEncoder : IDisposable
{
    /// <param name="pcm">10, 20, 30, 40 or 60 ms, as far as the codec has such packets.</param>
    /// <param name="payload">Room for <see cref="MaxPayload"/>.</param>
    /// <returns>Bytes written; 0: nothing is worth sending (DTX).</returns>
    int Encode(ReadOnlySpan<short> pcm, Span<byte> payload);

    /// <summary>Longest payload that any codec makes of 60 ms.</summary>
    const int MaxPayload = 1275;
}
