namespace Voxie.Pipeline.Calls;

public enum LegKind { Sip, MediaStream, LiveKit, Browser, Scripted }

public enum CallDirection { Inbound, Outbound }

/// <summary>Who is on a line, as it stood when the leg was made.</summary>
/// <param name="From">Caller: user part or number as signalled, or as a trusted network asserts it; never authenticated.</param>
/// <param name="To">Dialled user or number.</param>
/// <param name="Peer">Address of the other side's signalling, for the record.</param>
/// <param name="Reference">The line's own id at its peer: Call-ID, CallSid, room name.</param>
public sealed record LegInfo(LegKind Kind, CallDirection Direction, string From, string To, string Peer, string Reference)
{
    /// <summary>Trunk that the line goes through; null: none.</summary>
    public string? Trunk { get; init; }

    /// <summary>What more is known of the caller; null: nothing.</summary>
    public CallerInfo? Caller { get; init; }
}
