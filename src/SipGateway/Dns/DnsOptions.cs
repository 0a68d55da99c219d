using System.Net;

namespace Voxie.SipGateway.Dns;

/// <summary>Whom names are asked of.</summary>
public sealed record DnsOptions
{
    /// <summary>Name servers in order; empty: those of /etc/resolv.conf.</summary>
    public IReadOnlyList<IPEndPoint> Servers { get; init; } = [];

    /// <summary>Wait for one answer, 0.1 to 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Rounds over all servers, 1 to 5.</summary>
    public int Attempts { get; init; } = 2;
}
