using System.Runtime.InteropServices;
using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Listening;

/// <summary>
/// Finds speech on many lines in one pass: every line with a full window is judged in the same batch. One per listening thread,
/// and used by that thread only. No allocation once the largest batch has been seen.
/// </summary>
public sealed class ListenEngine(IVoiceActivityDetector detector)
{
    private readonly List<ListenLine> _batch = [];
    private readonly List<VadStream> _streams = [];

    /// <summary>
    /// Judges what the lines have heard since the last pass. Call it once per phase, after the frames of the phase were accepted.
    /// </summary>
    /// <param name="sinks">The sinks that got frames in this phase; those that are not for speech (an echo's ring) are passed over.</param>
    public void Pass(ReadOnlySpan<IFrameSink> sinks)
    {
        // A frame longer than a window, or a burst, fills more than one: windows of a line are judged in order, one per batch.
        while (Collect(sinks))
        {
            detector.Detect(CollectionsMarshal.AsSpan(_streams));
            foreach (var line in _batch) line.Judge();
        }
    }

    private bool Collect(ReadOnlySpan<IFrameSink> sinks)
    {
        _batch.Clear();
        _streams.Clear();
        foreach (var sink in sinks)
        {
            if (sink is not ListenLine line) continue;
            if (line.TakeWindow(detector) is not { } stream) continue;
            _batch.Add(line);
            _streams.Add(stream);
        }
        return _batch.Count > 0;
    }
}
