using System.ComponentModel;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.Admin.Trunks;

/// <summary>How a trunk is doing on this node.</summary>
internal sealed record TrunkHealthBody
{
    [Description("Nothing is known to be wrong with it.")]
    public bool Healthy { get; init; }

    [Description("What the pings say: unknown (not pinged, or not answered yet), up, down.")]
    public TrunkReach Reach { get; init; }

    [Description("Milliseconds from the last ping to its answer.")]
    public double? RoundTripMs { get; init; }

    [Description("The last trouble that the pings found. Absent: none since all addresses answer.")]
    public string? PingReason { get; init; }

    [Description("Registration: none, trying, registered, refused (tried again after a long pause), failing (tried again, ever less often), left.")]
    public TrunkLineState Line { get; init; }

    [Description("The last trouble with registering. Absent: none since it went well.")]
    public string? LineReason { get; init; }

    [Description("When the registrar forgets us, unless we register again.")]
    public DateTimeOffset? RegisteredUntil { get; init; }

    [Description("When any of this but the times last changed.")]
    public DateTimeOffset? ChangedAt { get; init; }

    public static TrunkHealthBody Of(TrunkHealth health) => new()
    {
        Healthy = health.IsHealthy, Reach = health.Reach, RoundTripMs = health.RoundTrip?.TotalMilliseconds, PingReason = health.PingReason,
        Line = health.Line, LineReason = health.LineReason, RegisteredUntil = health.RegisteredUntil, ChangedAt = health.ChangedAt,
    };
}
