namespace Voxie.Pipeline.Audio;

/// <summary>
/// Ties the heard timeline of a line to its sent one: which sample was going out at a moment. Listening thread only; fed with every
/// frame that <see cref="ILineTap.Sent"/> gives.
/// </summary>
/// <param name="ticksPerSecond">Of <see cref="AudioFrame.ArrivedAt"/> (<see cref="TimeProvider.TimestampFrequency"/>).</param>
public sealed class SentClock(int rateHz, long ticksPerSecond)
{
    private long _position;
    private long _at;
    private int _length;

    /// <summary>Something was sent.</summary>
    public bool HasBegun => _length > 0;

    public void Take(in AudioFrame sent) => (_position, _at, _length) = (sent.Position, sent.ArrivedAt, sent.Samples.Length);

    /// <summary>
    /// The sent position at a moment. Between packets it goes on at the line's rate; it never runs ahead of the last packet by more
    /// than a packet, for what is not sent cannot have been on the wire.
    /// </summary>
    public long PositionAt(long moment) => _position + Math.Min((moment - _at) * rateHz / ticksPerSecond, _length);
}
