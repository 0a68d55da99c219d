using System.Net;

namespace Voxie.SipGateway.Rtp;

/// <summary>Which ports media uses.</summary>
public sealed record RtpPortPoolOptions
{
    /// <summary>Address to bind. What stands in SDP is not decided here.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>First port, 1024 to 65534; an odd one is rounded up.</summary>
    public int FirstPort { get; init; } = 20000;

    /// <summary>Last port that may be used, RTCP included.</summary>
    public int LastPort { get; init; } = 29999;

    /// <summary>A port that has carried media rests until it has been quiet for so long.</summary>
    public TimeSpan QuietBeforeReuse { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest rest, however noisy the port is.</summary>
    public TimeSpan LongestRest { get; init; } = TimeSpan.FromMinutes(10);

    public RtpTimeouts Timeouts { get; init; } = new();
}
