using System.Collections.Immutable;
using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Calls;

/// <summary>A line in a bridge: what it says goes to all links that lead from it, what it hears is the sum of those that lead to it.</summary>
internal sealed class BridgeParty(ICallLeg leg) : IFrameSink, IFrameSource
{
    private const int LongestFrame = 48 * 120; // 120 ms at 48 kHz: the most that any leg pulls at once

    private readonly short[] _one = new short[LongestFrame];
    private ImmutableArray<BridgeLink> _to = [];
    private ImmutableArray<BridgeLink> _from = [];

    public ICallLeg Leg { get; } = leg;

    /// <summary>Lets this party hear another, from now on. Call's loop.</summary>
    public void Hear(BridgeParty speaker)
    {
        if (_from.Any(link => link.Speaker == speaker)) return;
        var link = new BridgeLink(speaker, speaker.Leg.RateHz, Leg.RateHz);
        ImmutableInterlocked.Update(ref _from, static (links, added) => links.Add(added), link);
        ImmutableInterlocked.Update(ref speaker._to, static (links, added) => links.Add(added), link);
    }

    /// <summary>The opposite. Call's loop.</summary>
    public void Ignore(BridgeParty speaker)
    {
        foreach (var link in _from.Where(link => link.Speaker == speaker))
        {
            ImmutableInterlocked.Update(ref speaker._to, static (links, gone) => links.Remove(gone), link);
            ImmutableInterlocked.Update(ref _from, static (links, gone) => links.Remove(gone), link);
        }
    }

    // Listening thread of this line.
    public void Accept(in AudioFrame frame)
    {
        foreach (var link in _to) link.Write(frame.Samples);
    }

    // Clock of this line.
    public int Pull(Span<short> frame)
    {
        var links = _from;
        if (links.Length == 1) return links[0].Pull(frame);
        var longest = 0;
        foreach (var link in links)
        {
            var one = _one.AsSpan(0, frame.Length);
            var count = link.Pull(one);
            if (count > longest) frame[longest..count].Clear();
            for (var i = 0; i < count; i++) frame[i] = (short)Math.Clamp(frame[i] + one[i], short.MinValue, short.MaxValue);
            longest = Math.Max(longest, count);
        }
        return longest;
    }
}
