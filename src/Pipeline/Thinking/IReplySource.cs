using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Thinking;

/// <summary>
/// What an agent answers: the scripted brain (flows and retrieval) or a language model behind <c>IChatClient</c>.
/// One per call, used from the call's loop only. Cancelling an enumeration means that the caller took the floor.
/// </summary>
public interface IReplySource : IAsyncDisposable
{
    /// <summary>Connects, loads and caches while it rings.</summary>
    Task WarmAsync(CancellationToken cancellation);

    /// <summary>Answers what the caller said. <paramref name="history"/> holds only what was really heard, both sides, this turn included.</summary>
    IAsyncEnumerable<ReplyPart> ReplyAsync(CallerTurn turn, IReadOnlyList<HeardTurn> history, CancellationToken cancellation);

    /// <summary>The caller is silent. <paramref name="times"/> is 1 for the first time in a row; beyond the agent's limit say goodbye and end.</summary>
    IAsyncEnumerable<ReplyPart> RepromptAsync(int times, IReadOnlyList<HeardTurn> history, CancellationToken cancellation);

    /// <summary>The caller was to be connected with somebody and could not be: say so, and go on.</summary>
    IAsyncEnumerable<ReplyPart> TransferFailedAsync(TransferReport report, IReadOnlyList<HeardTurn> history, CancellationToken cancellation);
}

/// <param name="Digits">Keys pressed instead of, or besides, speaking.</param>
public sealed record CallerTurn(string Text, string Digits = "")
{
    /// <summary>Other wordings that sounded nearly as likely, the likeliest first.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];
}

public sealed record HeardTurn(Calls.TurnRole Role, string Text);

public abstract record ReplyPart;

/// <summary>One sentence or clause to say, as written; the speak loop makes it speakable.</summary>
public sealed record SayPart(string Text) : ReplyPart;

/// <summary>What kind of answer is awaited: steers end-of-turn waiting.</summary>
public sealed record ExpectPart(ExpectedAnswer Answer) : ReplyPart;

public enum ExpectedAnswer { Open, YesNo, Digits, Spelling }

/// <summary>Something to keep in the record, e.g. a message taken.</summary>
public sealed record NotePart(string Kind, IReadOnlyDictionary<string, string> Data) : ReplyPart;

/// <summary>Hang up once everything said so far has been heard to its end.</summary>
public sealed record HangUpPart : ReplyPart;

/// <summary>What comes now must not be recorded (a card number), or may be again. Without a recording it means nothing.</summary>
public sealed record RecordingPart(bool Paused) : ReplyPart;

/// <summary>Connect the caller with somebody once everything said so far has been heard to its end.</summary>
public sealed record TransferPart(TransferEntry Entry) : ReplyPart;

/// <summary>The provider failed; the conversation falls back to what can stand in.</summary>
public sealed record FailedPart(ProviderFailure Failure) : ReplyPart;
