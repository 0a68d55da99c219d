using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway.Registrations;

/// <summary>What the pings of one target say.</summary>
/// <param name="Misses">Pings in a row without a good answer.</param>
internal readonly record struct PingState(TrunkReach Reach, int Misses)
{
    private const int MissesUntilDown = 2;

    /// <summary>Whether a status shows a peer that takes calls: any but those by which it, or a proxy before it, says that it does not.</summary>
    public static bool IsAlive(int status) => status is not (408 or 500 or 502 or 503 or 504);

    /// <summary>After a ping: one good answer brings it up, two misses in a row take it down.</summary>
    public PingState After(bool alive) => alive ? new PingState(TrunkReach.Up, 0)
        : Misses + 1 >= MissesUntilDown ? new PingState(TrunkReach.Down, MissesUntilDown)
        : this with { Misses = Misses + 1 };
}
