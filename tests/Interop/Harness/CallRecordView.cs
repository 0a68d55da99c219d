namespace Voxie.Interop.Harness;

/// <summary>A call as GET /api/calls/{id} shows it: the parts that the tests judge.</summary>
internal sealed record CallRecordView
{
    public required string Id { get; init; }
    public required string From { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public EndReasonView? EndReason { get; init; }
    public IReadOnlyList<TurnView> Turns { get; init; } = [];
    public IReadOnlyList<NoteView> Notes { get; init; } = [];

    public LegView? Leg { get; init; }

    public IEnumerable<TurnView> CallerTurns => Turns.Where(turn => turn.Role == "caller");

    public IEnumerable<TurnView> AgentTurns => Turns.Where(turn => turn.Role == "agent");

    public override string ToString() =>
        $"{From}, ended {EndReason?.Code} by {EndReason?.Side}\n" + string.Join('\n', Turns.Select(turn => $"  {turn.Role}: {turn.Text} [heard: {turn.HeardText}] {turn.Latency}"));
}

internal sealed record LegView(EchoView? Echo);

internal sealed record EchoView(double DelayMs, double LossDb, double EnhancementDb);

internal sealed record EndReasonView(string Code, string Side, string? Detail);

internal sealed record TurnView(
    int Number, string Role, string Text, string HeardText, DateTimeOffset StartedAt, DateTimeOffset EndedAt, bool Interrupted, LatencyView? Latency);

internal sealed record LatencyView(double TotalMs, double EndpointMs, double SpeechToTextMs, double ThinkMs, double SynthesisMs, double PlayoutMs);

internal sealed record NoteView(DateTimeOffset At, string Kind, Dictionary<string, string> Data);
