namespace Voxie.Pipeline.Recording;

public enum RecordingState
{
    /// <summary>It has not begun: the line is not answered, or the caller has not heard yet that it will.</summary>
    Waiting,
    Recording,
    Paused,
    /// <summary>It has ended, at the call's end or before its time.</summary>
    Stopped,
}
