namespace Voxie.Pipeline.Calls;

/// <summary>A conductor could not get ready, for a reason that belongs in the record. Thrown by <see cref="IConductor.PrepareAsync"/>.</summary>
public sealed class ConductorFailedException(CallEndReason reason, Exception? inner = null) : Exception(reason.Detail, inner)
{
    public CallEndReason Reason { get; } = reason;
}
