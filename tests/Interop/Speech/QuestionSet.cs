using System.Text.Json;
using System.Text.RegularExpressions;
using Voxie.Interop.Harness;

namespace Voxie.Interop.Speech;

/// <summary>The blind question sets in Questions/: written before the flow was tuned, never changed after.</summary>
internal static class QuestionSet
{
    private static readonly QuestionFile OffTopicFile = Load("offtopic.json");

    public static IReadOnlyList<Question> Paraphrased { get; } =
        [.. Load("paraphrased.json").Questions.Select(question => new Question(question.Id, question.Text, question.Entry, question.Facts!, OffTopicFile.Refusal!))];

    public static IReadOnlyList<Question> OffTopic { get; } =
        [.. OffTopicFile.Questions.Select(question => new Question(question.Id, question.Text, null, [OffTopicFile.Refusal!, OffTopicFile.Offer!], []))];

    private static QuestionFile Load(string name) =>
        JsonSerializer.Deserialize<QuestionFile>(File.ReadAllText(Path.Combine(Workspace.Repository, "tests", "Interop", "Questions", name)), JsonSerializerOptions.Web)!;

    private sealed record QuestionFile(IReadOnlyList<QuestionLine> Questions, IReadOnlyList<string>? Refusal, IReadOnlyList<string>? Offer);

    private sealed record QuestionLine(string Id, [property: System.Text.Json.Serialization.JsonPropertyName("question")] string Text, string? Entry, IReadOnlyList<IReadOnlyList<string>>? Facts);
}

/// <param name="Entry">Knowledge entry that answers it; null: none does.</param>
/// <param name="Facts">For each, one of its alternatives must be in the answer.</param>
/// <param name="Refusals">Words that make an answer a refusal, whatever else it holds.</param>
internal sealed partial record Question(string Id, string Text, string? Entry, IReadOnlyList<IReadOnlyList<string>> Facts, IReadOnlyList<string> Refusals)
{
    public bool IsAnsweredBy(string answer)
    {
        var words = Plain(answer);
        return Facts.All(alternatives => alternatives.Any(fact => words.Contains(Plain(fact), StringComparison.Ordinal)))
            && (Entry == BookingEntry || !Refusals.Any(refusal => words.Contains(Plain(refusal), StringComparison.Ordinal)));
    }

    // The entry on booking is itself a "cannot".
    private const string BookingEntry = "Booking an appointment";

    /// <summary>Words between single blanks, with one at each end: whole words can be looked for.</summary>
    private static string Plain(string text) => " " + Separator().Replace(text.ToLowerInvariant().Replace('’', '\''), " ").Trim() + " ";

    // A colon or a dot inside a number or an address is part of the word: 8:30, harbourdental.example.
    [GeneratedRegex("(?<![0-9])[:]|[:](?![0-9])|[.](?![a-z0-9])|[^a-z0-9:.@']")]
    private static partial Regex Separator();
}
