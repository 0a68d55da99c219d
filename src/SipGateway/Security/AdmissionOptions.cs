using System.Net;

namespace Voxie.SipGateway.Security;

/// <summary>Who is let in and how much of them. What is known (this machine, a trunk's addresses, the peer of a live call) is never banned.</summary>
public sealed record AdmissionOptions
{
    /// <summary>Programs on this machine (127.0.0.0/8, ::1) may call without a trunk.</summary>
    public bool TrustLoopback { get; init; } = true;

    /// <summary>Strangers get no answer at all; else one stateless 403.</summary>
    public bool IgnoresStrangers { get; init; }

    /// <summary>Messages of one unknown address that are read, a second; the rest is dropped unread. 1 to 10,000.</summary>
    public int StrangerPerSecond { get; init; } = 10;

    /// <summary>The same for all unknown addresses together. 1 to 100,000.</summary>
    public int StrangersPerSecond { get; init; } = 200;

    /// <summary>New requests of known peers together, a second; beyond it 503. Requests within calls do not count. 1 to 1,000,000.</summary>
    public int RequestsPerSecond { get; init; } = 5000;

    /// <summary>Refusals of one address (unknown, or wrong password) within <see cref="BanWindow"/> until it is banned; 0: never.</summary>
    public int BanAfter { get; init; } = 20;

    public TimeSpan BanWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long nothing of a banned address is read.</summary>
    public TimeSpan BanFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Addresses that are never banned, besides the known ones.</summary>
    public IReadOnlyList<IPNetwork> NeverBan { get; init; } = [];

    /// <summary>Addresses remembered at once, per table; the one unseen for longest is forgotten first. 100 to 1,000,000.</summary>
    public int MaxSources { get; init; } = 10_000;
}
