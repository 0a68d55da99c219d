using Voxie.Pipeline.Audio;

namespace Voxie.SipGateway.Media;

/// <summary>
/// Frames that a line has played, on their way from the clock thread (the only writer) to the listening thread (the only reader), for
/// those who want both sides of a line. Fixed arrays, room for 160 ms or more; a full ring refuses the newest, which shows as a jump in positions.
/// </summary>
internal sealed class SentRing(int rateHz)
{
    private const int Slots = 16;
    private readonly int _slotSamples = rateHz / 50;
    private readonly short[] _samples = new short[rateHz / 50 * Slots];
    private readonly int[] _lengths = new int[Slots];
    private readonly long[] _positions = new long[Slots];
    private readonly long[] _times = new long[Slots];
    private long _written;
    private long _read;
    private long _refused;

    /// <summary>Frames refused because the listening thread was too slow. Any thread.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <param name="frame">At most 20 ms.</param>
    public void Write(ReadOnlySpan<short> frame, long position, long sentAt)
    {
        if (_written - Volatile.Read(ref _read) == Slots)
        {
            Volatile.Write(ref _refused, _refused + 1);
            return;
        }
        var slot = (int)(_written % Slots);
        frame.CopyTo(_samples.AsSpan(slot * _slotSamples, _slotSamples));
        (_lengths[slot], _positions[slot], _times[slot]) = (frame.Length, position, sentAt);
        Volatile.Write(ref _written, _written + 1);
    }

    /// <summary>Looks at the oldest frame where it lies: it stays until <see cref="Release"/>.</summary>
    public bool TryPeek(out AudioFrame frame)
    {
        frame = default;
        if (Volatile.Read(ref _written) == _read) return false;
        var slot = (int)(_read % Slots);
        frame = new AudioFrame(_samples.AsSpan(slot * _slotSamples, _lengths[slot]), rateHz, _positions[slot], _times[slot]);
        return true;
    }

    /// <summary>The frame that was looked at is done with.</summary>
    public void Release() => Volatile.Write(ref _read, _read + 1);
}
