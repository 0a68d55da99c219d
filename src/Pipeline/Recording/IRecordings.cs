namespace Voxie.Pipeline.Recording;

/// <summary>Where recordings are kept.</summary>
public interface IRecordings
{
    /// <summary>Begins a recording: whatever its spool is given is written, off the caller's thread. Returns at once and never throws;
    /// what cannot be written stops the spool.</summary>
    RecordingSpool Open(RecordingOrder order);
}
