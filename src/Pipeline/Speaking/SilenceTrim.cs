namespace Voxie.Pipeline.Speaking;

/// <summary>
/// Takes the silence off both ends of a sentence, chunk by chunk: voices put up to 200 ms in front, which the caller would wait for,
/// and as much behind. What is silent in the middle stays. One sentence at a time; call's loop only.
/// </summary>
/// <param name="margin">Samples of silence that are kept at either end, so that no soft sound is bitten off.</param>
internal sealed class SilenceTrim(int margin)
{
    private readonly List<short> _held = [];
    private bool _begun;

    /// <summary>Samples that were taken off the front so far.</summary>
    public int Taken { get; private set; }

    /// <returns>What can be played now.</returns>
    public short[] Take(ReadOnlySpan<short> chunk)
    {
        if (!_begun)
        {
            var first = Loudness.FirstAudible(chunk);
            // A chunk of silence in front may hold the margin of the next one: losing it costs nothing that can be heard.
            var cut = first < 0 ? chunk.Length : Math.Max(0, first - margin);
            Taken += cut;
            chunk = chunk[cut..];
            if (chunk.IsEmpty) return [];
            _begun = true;
        }
        var last = Loudness.LastAudible(chunk);
        if (last < 0)
        {
            // Nothing audible in it: it may be a pause in the middle, or the end.
            _held.AddRange(chunk);
            return [];
        }
        var end = Math.Min(chunk.Length, last + 1 + margin);
        short[] ready = [.. _held, .. chunk[..end]];
        _held.Clear();
        _held.AddRange(chunk[end..]);
        return ready;
    }

    /// <summary>The sentence has ended: what was held was its last silence. Ready for the next one.</summary>
    public void Reset()
    {
        _held.Clear();
        _begun = false;
        Taken = 0;
    }
}
