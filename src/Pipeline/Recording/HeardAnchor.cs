using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Recording;

/// <summary>
/// Where heard samples belong on the sent timeline. The first packet sets it; from there on the heard timeline counts by itself, so that
/// jitter moves nothing. Two clocks drift, and a first packet may have been late: when every packet of two seconds came earlier or later
/// than it should by more than a frame, the timeline is moved by the least of it. Listening thread only.
/// </summary>
internal sealed class HeardAnchor(int rateHz)
{
    private readonly int _frame = rateHz / 50;
    private readonly int _window = rateHz * 2;
    private long _offset;
    private bool _isSet;
    private long _least = long.MaxValue;
    private int _seen;

    /// <summary>Position of the frame on the sent timeline.</summary>
    /// <param name="sentAt">Sent position at the frame's arrival.</param>
    public long Place(in AudioFrame heard, long sentAt)
    {
        if (!_isSet) (_isSet, _offset) = (true, sentAt - heard.Position);
        // What stands in for a lost packet has no arrival of its own.
        if (!heard.Concealed) Watch(sentAt - (heard.Position + _offset), heard.Samples.Length);
        return heard.Position + _offset;
    }

    private void Watch(long late, int samples)
    {
        _least = Math.Min(_least, late);
        if ((_seen += samples) < _window) return;
        if (Math.Abs(_least) > _frame) _offset += _least;
        (_least, _seen) = (long.MaxValue, 0);
    }
}
