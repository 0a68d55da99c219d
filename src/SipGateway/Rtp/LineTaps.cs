using System.Collections.Immutable;
using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Those who hear both sides of one line (recorder, echo canceller). While there are none it costs the media threads a look at a field.
/// </summary>
internal sealed class LineTaps(LineRate rate) : IFrameSink
{
    private ImmutableArray<ILineTap> _taps = [];
    private SentRing? _sent;
    private IFrameSink? _sink;

    /// <summary>Any thread.</summary>
    public void Add(ILineTap tap)
    {
        // Before the first one: whoever sees a tap finds the ring.
        if (Volatile.Read(ref _sent) is null) Interlocked.CompareExchange(ref _sent, new SentRing(rate.Hz), null);
        ImmutableInterlocked.Update(ref _taps, static (taps, added) => taps.Add(added), tap);
    }

    /// <summary>Any thread. The tap may be called once more while this returns.</summary>
    public void Remove(ILineTap tap) => ImmutableInterlocked.Update(ref _taps, static (taps, gone) => taps.Remove(gone), tap);

    /// <summary>A frame's time has come and it was sent, or would have been but for a hold or a key. Clock thread.</summary>
    public void Sent(ReadOnlySpan<short> frame, long position, long now)
    {
        if (Current().Length > 0) _sent!.Write(frame, position, now);
    }

    /// <summary>Hands over what was sent by now. Listening thread.</summary>
    public void PassSent()
    {
        if (Volatile.Read(ref _sent) is not { } ring) return;
        while (ring.TryPeek(out var frame))
        {
            foreach (var tap in Current()) tap.Sent(frame);
            ring.Release();
        }
    }

    /// <summary>Where heard frames go: to the taps, then to the sink. Listening thread.</summary>
    public IFrameSink? Before(IFrameSink? sink)
    {
        _sink = sink;
        return Current().Length > 0 ? this : sink;
    }

    void IFrameSink.Accept(in AudioFrame frame)
    {
        foreach (var tap in Current()) tap.Heard(frame);
        _sink?.Accept(frame);
    }

    // ImmutableArray has one field: reading it is atomic, and the array behind it never changes.
    private ImmutableArray<ILineTap> Current() => _taps;
}
