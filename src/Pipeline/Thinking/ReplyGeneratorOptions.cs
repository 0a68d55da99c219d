namespace Voxie.Pipeline.Thinking;

/// <summary>Deadlines and bounds of a model's answer.</summary>
public sealed record ReplyGeneratorOptions
{
    /// <summary>From the request to the first token; later is a failure.</summary>
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>Between two tokens.</summary>
    public TimeSpan BetweenTokens { get; init; } = TimeSpan.FromSeconds(4);
    /// <summary>Requests in one turn that follow a tool call.</summary>
    public int MaxToolRounds { get; init; } = 3;
    /// <summary>Characters said in one turn; the rest of an endless answer is dropped at a sentence.</summary>
    public int MaxCharacters { get; init; } = 1200;
    /// <summary>Turns of the conversation that the model is shown, newest kept.</summary>
    public int MaxHistoryTurns { get; init; } = 60;
}
