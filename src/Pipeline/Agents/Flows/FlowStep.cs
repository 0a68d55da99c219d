using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents.Flows;

/// <summary>One step of a flow.</summary>
public abstract record FlowStep
{
    /// <summary>Steps that may follow.</summary>
    internal abstract IEnumerable<string> Targets { get; }

    /// <summary>Intents it branches on.</summary>
    internal virtual IEnumerable<string> Intents => [];
}

/// <summary>Says one of its texts (in turn) and goes on.</summary>
public sealed record SayStep : FlowStep
{
    public required IReadOnlyList<string> Texts { get; init; }
    public required string Next { get; init; }
    internal override IEnumerable<string> Targets => [Next];
}

/// <summary>Says again what the agent said last.</summary>
public sealed record RepeatStep : FlowStep
{
    public required string Next { get; init; }
    internal override IEnumerable<string> Targets => [Next];
}

/// <summary>Asks (or, without text, just listens) and branches by what was said.</summary>
public sealed record AskStep : FlowStep
{
    public string? Text { get; init; }
    public ExpectedAnswer Expect { get; init; } = ExpectedAnswer.Open;
    /// <summary>Intent to step.</summary>
    public IReadOnlyDictionary<string, string> Branches { get; init; } = new Dictionary<string, string>();
    /// <summary>When no intent fits, e.g. the step that answers from knowledge.</summary>
    public required string Otherwise { get; init; }
    internal override IEnumerable<string> Targets => [.. Branches.Values, Otherwise];
    internal override IEnumerable<string> Intents => Branches.Keys;
}

/// <summary>What a collect step takes out of the caller's words.</summary>
public enum CollectKind { Text, Name, PhoneNumber }

/// <summary>Asks for something and keeps it in a slot.</summary>
public sealed record CollectStep : FlowStep
{
    public required string Slot { get; init; }
    public CollectKind Kind { get; init; } = CollectKind.Text;
    public required string Text { get; init; }
    /// <summary>Said when nothing usable came.</summary>
    public string Again { get; init; } = "I'm sorry, I didn't catch that. Could you say it once more?";
    /// <summary>Tries before whatever was said is kept as it is; 1 or more.</summary>
    public int Tries { get; init; } = 2;
    /// <summary>A recording of the call pauses from the question until it is answered (card numbers).</summary>
    public bool Confidential { get; init; }
    public IReadOnlyDictionary<string, string> Branches { get; init; } = new Dictionary<string, string>();
    public required string Next { get; init; }
    internal override IEnumerable<string> Targets => [.. Branches.Values, Next];
    internal override IEnumerable<string> Intents => Branches.Keys;
}

/// <summary>Answers the caller's last words from the agent's knowledge.</summary>
public sealed record AnswerStep : FlowStep
{
    public required string Known { get; init; }
    public required string Unknown { get; init; }
    /// <summary>Instead of <see cref="Unknown"/>, once in a row, when the words held nothing to search for; null: no difference.</summary>
    public string? Unclear { get; init; }
    /// <summary>Instead of <see cref="Known"/> after every second answer; null: never.</summary>
    public string? KnownAgain { get; init; }
    internal override IEnumerable<string> Targets => new[] { Known, Unknown, Unclear, KnownAgain }.OfType<string>();
}

/// <summary>Does something with the slots. Tools: <c>take_message</c> (slots message, name, number).</summary>
public sealed record ToolStep : FlowStep
{
    public const string TakeMessage = "take_message";
    public required string Tool { get; init; }
    public required string Next { get; init; }
    internal override IEnumerable<string> Targets => [Next];
}

/// <summary>Connects the caller with one of the agent's transfer entries, chosen by the caller's last words.</summary>
public sealed record TransferStep : FlowStep
{
    /// <summary>When the agent can connect with nobody.</summary>
    public required string Nobody { get; init; }
    /// <summary>When somebody is wanted who is not among the entries.</summary>
    public required string Unclear { get; init; }
    /// <summary>When the caller could not be connected; what went wrong has been said.</summary>
    public required string Failed { get; init; }
    internal override IEnumerable<string> Targets => [Nobody, Unclear, Failed];
}

/// <summary>Says goodbye and hangs up once it was heard.</summary>
public sealed record EndStep : FlowStep
{
    public required string Text { get; init; }
    internal override IEnumerable<string> Targets => [];
}
