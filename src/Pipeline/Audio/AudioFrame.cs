namespace Voxie.Pipeline.Audio;

/// <summary>
/// A stretch of heard audio: mono PCM16. A ref struct, because its samples live in a buffer that the
/// listening thread reuses: a sink that keeps them must copy.
/// </summary>
/// <param name="samples">PCM16, any length (10 to 60 ms in practice).</param>
/// <param name="rateHz">8000 or 16000.</param>
/// <param name="position">Samples since the leg began, at <paramref name="rateHz"/>. Gaps are visible as jumps.</param>
/// <param name="arrivedAt">Monotonic time stamp (<see cref="TimeProvider.GetTimestamp"/>) of the packet's arrival.</param>
/// <param name="concealed">True when the samples stand in for a packet that never came.</param>
public readonly ref struct AudioFrame(ReadOnlySpan<short> samples, int rateHz, long position, long arrivedAt, bool concealed = false)
{
    public ReadOnlySpan<short> Samples { get; } = samples;
    public int RateHz { get; } = rateHz;
    public long Position { get; } = position;
    public long ArrivedAt { get; } = arrivedAt;
    public bool Concealed { get; } = concealed;
}
