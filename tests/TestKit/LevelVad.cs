using Voxie.Pipeline.Listening;

namespace Voxie.TestKit;

/// <summary>A detector that is sure: a window is speech by the share of its samples that are not silent.</summary>
public sealed class LevelVad : IVoiceActivityDetector
{
    private const int Silent = 500;

    /// <summary>How many lines were judged in each pass.</summary>
    public List<int> Batches { get; } = [];

    public int WindowSamples => 256;

    public VadStream NewStream() => new(WindowSamples, 0);

    public void Detect(ReadOnlySpan<VadStream> streams)
    {
        Batches.Add(streams.Length);
        foreach (var stream in streams)
        {
            var loud = 0;
            foreach (var sample in stream.Window)
                if (Math.Abs((int)sample) > Silent) loud++;
            stream.Probability = loud / (float)WindowSamples;
        }
    }
}
