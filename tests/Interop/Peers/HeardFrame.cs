namespace Voxie.Interop.Peers;

/// <param name="At">Stopwatch ticks of its arrival.</param>
/// <param name="SourcePort">Where it came from.</param>
internal sealed record HeardFrame(long At, int SourcePort, short[] Samples);
