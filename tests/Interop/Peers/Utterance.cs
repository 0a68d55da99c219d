using Voxie.Interop.Audio;

namespace Voxie.Interop.Peers;

/// <summary>Something that a test phone is saying.</summary>
internal sealed class Utterance(short[] samples)
{
    private readonly TaskCompletionSource<long> _said = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _at;
    private long _lastLoud;

    /// <summary>When the last loud frame was sent (Stopwatch ticks); completes when all of it was sent.</summary>
    public Task<long> Said => _said.Task;

    /// <summary>Fills the next frame, sent at <paramref name="now"/>. True: that was the last one.</summary>
    public bool Fill(Span<short> frame, long now)
    {
        var length = Math.Min(frame.Length, samples.Length - _at);
        samples.AsSpan(_at, length).CopyTo(frame);
        _at += length;
        if (_lastLoud == 0 || !Sound.IsSilent(frame))
        {
            _lastLoud = now;
        }

        if (_at < samples.Length)
        {
            return false;
        }

        _said.TrySetResult(_lastLoud);
        return true;
    }
}
