using System.Text.Json.Serialization;

namespace Voxie.Pipeline.Calls;

/// <summary>Whose doing the end of a call was.</summary>
public enum EndSide { Caller, Agent, Operator, Carrier, Us, Provider, Config }

/// <summary>Why a call ended, in words that stay the same for machines.</summary>
public enum EndCode
{
    /// <summary>The caller hung up.</summary>
    CallerHangup,
    /// <summary>The caller gave up before the answer (CANCEL).</summary>
    CallerCancelled,
    /// <summary>The agent said goodbye and hung up.</summary>
    AgentHangup,
    /// <summary>Ended by an operator through the API.</summary>
    OperatorHangup,
    /// <summary>The caller was handed over to somebody else.</summary>
    Transferred,
    /// <summary>The caller said nothing, prompts included.</summary>
    Silence,
    /// <summary>The call reached its longest allowed time.</summary>
    MaxDuration,
    /// <summary>No media came in time.</summary>
    MediaTimeout,
    /// <summary>The other side and we did not agree on keys for the media (DTLS).</summary>
    MediaKeys,
    /// <summary>The answer was never acknowledged (no ACK).</summary>
    NoAck,
    /// <summary>Nobody has refreshed the session in time, or the peer knows it no more.</summary>
    SessionExpired,
    /// <summary>The other side did not answer in time.</summary>
    NoAnswer,
    /// <summary>The other side is busy.</summary>
    Busy,
    /// <summary>The other side refused.</summary>
    Rejected,
    /// <summary>A speech or model provider failed and nothing could stand in.</summary>
    ProviderFailure,
    /// <summary>A fault of ours.</summary>
    InternalError,
    /// <summary>The node was stopped or drained.</summary>
    Shutdown,
    /// <summary>The node died; closed at the next start.</summary>
    Crash,
}

/// <param name="Detail">A sentence for people; no transcript, no digits.</param>
public sealed record CallEndReason(EndCode Code, EndSide Side, string? Detail = null)
{
    /// <summary>What the line itself said of its end, to be passed on to the other line of a call; null: nothing. No part of the record.</summary>
    [JsonIgnore]
    public LineCause? Cause { get; init; }

    public static CallEndReason CallerHangup { get; } = new(EndCode.CallerHangup, EndSide.Caller);
    public static CallEndReason AgentHangup { get; } = new(EndCode.AgentHangup, EndSide.Agent);
    public static CallEndReason OperatorHangup { get; } = new(EndCode.OperatorHangup, EndSide.Operator);
}
