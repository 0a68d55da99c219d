namespace Voxie.Pipeline.Calls;

/// <summary>How a call is handed over.</summary>
public enum TransferMode
{
    /// <summary>The other side is asked to dial the target; whether it answers is seen afterwards. A line that does not transfer is joined with the target here.</summary>
    Blind,
    /// <summary>We dial the target first, and the caller is handed over once it has answered.</summary>
    Attended,
}
