using System.ComponentModel;
using Voxie.Admin.Trunks;
using Voxie.SipGateway.Security;

namespace Voxie.Admin.Config;

internal sealed record SipAdmissionOptions
{
    [Description("Programs on this machine may call without a trunk.")]
    public bool TrustLoopback { get; init; } = true;

    [Description("What an unknown sender gets: refuse (one stateless 403) or ignore (nothing).")]
    public StrangerAnswer Strangers { get; init; } = StrangerAnswer.Refuse;

    [Description("Messages a second of one unknown address that are read, 1 to 10000; more are dropped unread.")]
    public int StrangerPerSecond { get; init; } = 10;

    [Description("The same for all unknown addresses together, 1 to 100000.")]
    public int StrangersPerSecond { get; init; } = 200;

    [Description("New requests a second of all known peers together, 1 to 1000000; more are answered 503.")]
    public int RequestsPerSecond { get; init; } = 5000;

    [Description("Refusals of an unknown address within the window until it is banned, 0 to 10000; 0: never.")]
    public int BanAfter { get; init; } = 20;

    [Description("The window in seconds, 1 to 86400.")]
    public int BanWindowSeconds { get; init; } = 60;

    [Description("Seconds that nothing of a banned address is read, 1 to 604800.")]
    public int BanSeconds { get; init; } = 600;

    [Description("Addresses or CIDR ranges that are never banned, besides trunks and this machine.")]
    public IReadOnlyList<string> NeverBan { get; init; } = [];

    [Description("Unknown addresses remembered at once, 100 to 1000000.")]
    public int MaxSources { get; init; } = 10_000;

    /// <summary>Valid settings only.</summary>
    public AdmissionOptions ToOptions() => new()
    {
        TrustLoopback = TrustLoopback,
        IgnoresStrangers = Strangers == StrangerAnswer.Ignore,
        StrangerPerSecond = StrangerPerSecond,
        StrangersPerSecond = StrangersPerSecond,
        RequestsPerSecond = RequestsPerSecond,
        BanAfter = BanAfter,
        BanWindow = TimeSpan.FromSeconds(BanWindowSeconds),
        BanFor = TimeSpan.FromSeconds(BanSeconds),
        NeverBan = [.. NeverBan.Select(range => TrunkReading.TryNetwork(range, out var network) ? network : throw new FormatException("Not an address: " + range))],
        MaxSources = MaxSources,
    };
}

internal enum StrangerAnswer { Refuse, Ignore }
