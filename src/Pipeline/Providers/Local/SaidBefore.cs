namespace Voxie.Pipeline.Providers.Local;

/// <summary>
/// Audio of what a voice has said lately. Agents repeat themselves (greetings, opening hours, "I don't know that"), and what is kept
/// costs no thread and no wait. Bounded; what was not said for the longest time goes first. In memory only. Thread-safe.
/// </summary>
/// <param name="capacity">Samples kept in all.</param>
internal sealed class SaidBefore(int capacity = SaidBefore.DefaultCapacity)
{
    /// <summary>Six minutes at 22.05 kHz: 16 MiB.</summary>
    public const int DefaultCapacity = 8 << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Saying>> _byText = new(StringComparer.Ordinal);
    private readonly LinkedList<Saying> _latestFirst = [];
    private int _kept;

    public bool TryGet(string text, out ReadOnlyMemory<short> audio)
    {
        lock (_lock)
        {
            if (!_byText.TryGetValue(text, out var place))
            {
                audio = default;
                return false;
            }
            _latestFirst.Remove(place);
            _latestFirst.AddFirst(place);
            audio = place.Value.Audio;
            return true;
        }
    }

    public void Keep(string text, ReadOnlyMemory<short> audio)
    {
        lock (_lock)
        {
            // Two calls may have made the same at once; and what fills it alone would drive all else out.
            if (_byText.ContainsKey(text) || audio.Length > capacity / 4) return;
            _byText[text] = _latestFirst.AddFirst(new Saying(text, audio));
            _kept += audio.Length;
            while (_kept > capacity)
            {
                var oldest = _latestFirst.Last!;
                _latestFirst.RemoveLast();
                _byText.Remove(oldest.Value.Text);
                _kept -= oldest.Value.Audio.Length;
            }
        }
    }

    private sealed record Saying(string Text, ReadOnlyMemory<short> Audio);
}
