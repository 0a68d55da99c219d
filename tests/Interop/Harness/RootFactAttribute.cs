namespace Voxie.Interop.Harness;

/// <summary>A fact that opens raw sockets (SIPp's pcap player, the wire tap): skipped for ordinary users, never in CI, which is root.</summary>
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Skip = "needs root (raw sockets)";
        }
    }
}
