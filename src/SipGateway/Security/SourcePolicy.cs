using System.Net;

namespace Voxie.SipGateway.Security;

/// <summary>Who may send us requests. Until trunks exist: programs on this machine, nobody else.</summary>
internal static class SourcePolicy
{
    public static bool Admits(IPAddress source) => IPAddress.IsLoopback(source);
}
