namespace Voxie.Pipeline.Calls;

/// <summary>First line of a call's record: written before the caller gets anything above 100 Trying.</summary>
public sealed record CallAdmitted(
    Guid CallId, DateTimeOffset At, LegKind Kind, CallDirection Direction, string From, string To, string Peer, string Reference,
    string? AgentId, string? AgentName, int AgentVersion);

public sealed record CallAnswered(Guid CallId, DateTimeOffset At);

public enum TurnRole { Caller, Agent }

/// <summary>
/// One turn. Caller: <paramref name="Text"/> is the transcript. Agent: <paramref name="Text"/> is what was to be said,
/// <paramref name="HeardText"/> what the caller really heard before being interrupted (equal when all of it was heard).
/// </summary>
/// <param name="Number">0-based, in order of the conversation.</param>
public sealed record TurnRecord(
    Guid CallId, int Number, TurnRole Role, string Text, string HeardText, DateTimeOffset StartedAt, DateTimeOffset EndedAt,
    bool Interrupted = false, TurnLatency? Latency = null);

/// <summary>
/// The turn gap as the caller felt it, in milliseconds: last caller speech sample to the first non-silent agent packet.
/// The parts add up to <paramref name="TotalMs"/>.
/// </summary>
/// <param name="EndpointMs">Last speech sample to the decision that the turn is over.</param>
/// <param name="SpeechToTextMs">Decision to final transcript.</param>
/// <param name="ThinkMs">Transcript to first sentence.</param>
/// <param name="SynthesisMs">First sentence to first audio from the voice.</param>
/// <param name="PlayoutMs">First audio to first packet on the wire.</param>
public sealed record TurnLatency(double TotalMs, double EndpointMs, double SpeechToTextMs, double ThinkMs, double SynthesisMs, double PlayoutMs);

/// <summary>Something worth keeping that is not a turn: a digit, a message taken, a hold, a provider failure.</summary>
/// <param name="Kind">Stable machine word, e.g. <c>message</c>, <c>hold</c>, <c>provider_failure</c>.</param>
public sealed record CallNote(Guid CallId, DateTimeOffset At, string Kind, IReadOnlyDictionary<string, string> Data);

/// <summary>The last line of a call's record. Written exactly once.</summary>
public sealed record CallEnded(Guid CallId, DateTimeOffset At, CallEndReason Reason, LegReport? Leg);
