namespace Voxie.SipGateway.Media;

/// <summary>
/// When the next 5 ms phase begins, on an absolute grid: a late phase does not push the later ones back. Values in, values out.
/// </summary>
internal sealed class PhaseSchedule
{
    public const long PhaseNs = 5_000_000;
    public const int PhasesPerFrame = 4;

    /// <summary>Up to five frames (100 ms) of late phases are caught up; beyond, the grid begins anew.</summary>
    public const int MostCaughtUp = 5 * PhasesPerFrame;

    public long Deadline { get; private set; }

    /// <summary>Times that the grid was given up.</summary>
    public long Resets { get; private set; }

    /// <summary>Starts the grid one phase from now.</summary>
    public void Begin(long now) => Deadline = now + PhaseNs;

    /// <summary>The clock woke up: how many phases are due? 0 when it is early.</summary>
    public int Take(long now)
    {
        if (now < Deadline) return 0;
        var due = (now - Deadline) / PhaseNs + 1;
        if (due > MostCaughtUp)
        {
            // A burst of more than that helps no listener: their jitter buffers have given up too.
            Resets++;
            Begin(now);
            return 1;
        }
        Deadline += due * PhaseNs;
        return (int)due;
    }
}
