using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Listening;

namespace Voxie.Pipeline.Providers.Local;

/// <summary>
/// Voice activity by level alone, for an installation without models: how far a window stands above the line's own noise floor.
/// It takes any loud sound for speech. Stateless but for the streams: thread-safe for different ones.
/// </summary>
public sealed class EnergyVad : IVoiceActivityDetector
{
    private const int Window = 256;

    // State of a stream: its noise floor in dB below full scale as a positive number (0: none yet).
    private const int FloorPlace = 0;
    private const double QuietestFloorDbfs = -70;
    private const double LoudestFloorDbfs = -38;
    private const double RiseDbPerWindow = 0.05;

    /// <summary>Above the floor: where speech becomes possible, and where it is certain (dB).</summary>
    private const double PossibleDb = 6;
    private const double CertainDb = 18;

    public int WindowSamples => Window;

    public VadStream NewStream() => new(Window, 1);

    public void Detect(ReadOnlySpan<VadStream> streams)
    {
        foreach (var stream in streams)
        {
            var level = PcmMath.Dbfs(stream.Window);
            var floor = Follow(stream.State[FloorPlace], level);
            stream.State[FloorPlace] = (float)-floor;
            stream.Probability = (float)Math.Clamp((level - floor - PossibleDb) / (CertainDb - PossibleDb), 0, 1);
        }
    }

    /// <summary>The floor falls to any quieter window at once and creeps up (1.5 dB a second) under louder ones, so that speech does not lift it.</summary>
    private static double Follow(float kept, double level)
    {
        var floor = kept == 0 ? level : Math.Min(level, -kept + RiseDbPerWindow);
        return Math.Clamp(floor, QuietestFloorDbfs, LoudestFloorDbfs);
    }
}
