namespace Voxie.Pipeline.Calls;

/// <summary>Where what a line leaves behind is kept with the record of its call.</summary>
public interface ICallArtifactSink
{
    /// <summary>Called once for each line at its end, on the call's loop. Returns at once and never throws: what cannot be kept is
    /// counted and logged, and the call's record stands without it.</summary>
    void Keep(Guid callId, IReadOnlyList<CallArtifact> artifacts);
}
