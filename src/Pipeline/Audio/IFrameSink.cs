namespace Voxie.Pipeline.Audio;

/// <summary>Takes the frames a leg has heard. Called on the listening thread: must not block, await or allocate per frame.</summary>
public interface IFrameSink
{
    void Accept(in AudioFrame frame);
}
