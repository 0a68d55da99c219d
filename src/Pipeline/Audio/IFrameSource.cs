namespace Voxie.Pipeline.Audio;

/// <summary>What a leg plays. Pulled by the clock of the leg that plays: must not block, await or allocate.</summary>
public interface IFrameSource
{
    /// <summary>Fills the start of <paramref name="frame"/> with PCM16 at the leg's rate.</summary>
    /// <returns>Samples written, 0 to <c>frame.Length</c>. The leg plays silence for the rest.</returns>
    int Pull(Span<short> frame);
}
