using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Agents;

/// <summary>Somebody whom the agent may connect a caller with. Brains name the entry; only the call knows the number (law 9).</summary>
/// <param name="Name">In words a caller would use: billing, the front desk.</param>
/// <param name="Target">Number or SIP URI.</param>
public sealed record TransferEntry(string Name, string Target)
{
    /// <summary>Said, and heard to its end, before the caller is handed over; null: a sentence with the name.</summary>
    public string? Say { get; init; }

    /// <summary>Null: by the way that the call has come.</summary>
    public string? Trunk { get; init; }

    public TransferMode Mode { get; init; }

    public string Announcement => Say ?? $"I'll connect you with {Name} now. One moment, please.";

    public TransferOrder Order() => new(new DialTarget(Target, "", Trunk), Mode, EndSide.Agent) { Entry = Name };
}
