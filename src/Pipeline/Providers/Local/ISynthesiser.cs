namespace Voxie.Pipeline.Providers.Local;

/// <summary>A voice that computes on the calling thread. Thread-safe.</summary>
internal interface ISynthesiser
{
    /// <summary>As in the configuration, e.g. <c>flite/slt</c>.</summary>
    string Name { get; }

    /// <summary>Rate of the PCM it gives, Hz.</summary>
    int RateHz { get; }

    /// <summary>Speaks one sentence or clause of plain words. Empty when there is nothing to pronounce.</summary>
    short[] Synthesise(string text, CancellationToken cancellation);
}
