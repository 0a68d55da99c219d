using System.Text.Json;
using Voxie.Pipeline.Agents;

namespace Voxie.Pipeline.Tests.Knowledge;

/// <summary>A question with the titles' beginnings that answer it ("Address|Parking"); null: the business does not know.</summary>
internal sealed record AskedQuestion(string Text, string? Expected)
{
    /// <summary>About a quarter, chosen by a stable hash, is kept out of all tuning and only counted.</summary>
    public bool HeldBack => Text.Aggregate(2166136261u, static (hash, letter) => (hash ^ letter) * 16777619u) / 7 % 4 == 0;

    public bool Accepts(string title) => Expected is not null && Expected.Split('|').Any(start => title.StartsWith(start, StringComparison.Ordinal));
}

/// <summary>One business with questions for it, from a file of the folder Questions or from code.</summary>
internal sealed record QuestionSet(AgentProfile Agent, IReadOnlyList<AskedQuestion> Questions)
{
    /// <summary>The businesses of the development set. Sets written before it join their business in full, for tuning only.</summary>
    public static IReadOnlyList<QuestionSet> Development { get; } =
        [Read("reception", ReceptionDesk.Profile), Read("salon"), Read("hotel"), Read("vet"), Read("restaurant")];

    public static IReadOnlyList<QuestionSet> Earlier { get; } =
    [
        new(ReceptionDesk.Profile, [.. Of(ReceptionQuestions.Known, ReceptionQuestions.OffTopic), .. Of(SecondReceptionQuestions.Known, SecondReceptionQuestions.OffTopic),
            .. Of(ThirdReceptionQuestions.Known, ThirdReceptionQuestions.OffTopic), .. Of(FourthReceptionQuestions.Known, FourthReceptionQuestions.OffTopic)]),
        new(PublicLibrary.Profile, Of(PublicLibrary.Known, PublicLibrary.OffTopic)),
        new(BicycleShop.Profile, Of(BicycleShop.Known, BicycleShop.OffTopic)),
        new(ReceptionDesk.Profile, Of(FifthReceptionQuestions.Known, FifthReceptionQuestions.OffTopic)),
        new(VeterinaryClinic.Profile, Of(VeterinaryClinic.Known, VeterinaryClinic.OffTopic)),
        new(Gym.Profile, Of(Gym.Known, Gym.OffTopic)),
        Read("plumber"),
    ];

    /// <summary>Businesses that nobody tunes to, neither weights nor words: only their numbers are looked at, and seldom.</summary>
    public static IReadOnlyList<QuestionSet> Unseen { get; } =
        [new(Hotel.Profile, Of(Hotel.Known, Hotel.OffTopic)), new(Restaurant.Profile, Of(Restaurant.Known, Restaurant.OffTopic))];

    /// <summary>What is off-topic anywhere, put to every business that is tuned to.</summary>
    public static IReadOnlyList<QuestionSet> General { get; } =
        [.. Development.Concat(Earlier).Select(static set => set.Agent).Distinct().Select(static agent => new QuestionSet(agent, Of([], GeneralQuestions.All)))];

    private static AskedQuestion[] Of(IEnumerable<(string Question, string Expected)> known, IEnumerable<string> offTopic) =>
        [.. known.Select(static pair => new AskedQuestion(pair.Question, pair.Expected)), .. offTopic.Select(static text => new AskedQuestion(text, null))];

    private static QuestionSet Read(string id, AgentProfile? agent = null)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(ReceptionDesk.Root(), "tests", "Pipeline.Tests", "Knowledge", "Questions", $"{id}.json")));
        var root = file.RootElement;
        var questions = new List<AskedQuestion>();
        foreach (var entry in root.GetProperty("known").EnumerateObject())
        {
            foreach (var question in entry.Value.EnumerateArray())
            {
                var parts = question.GetString()!.Split('|', 2);
                questions.Add(new AskedQuestion(parts[0], parts.Length > 1 ? $"{entry.Name}|{parts[1]}" : entry.Name));
            }
        }
        questions.AddRange(root.GetProperty("offTopic").EnumerateArray().Select(static text => new AskedQuestion(text.GetString()!, null)));
        return new QuestionSet(agent ?? Business(id, root), questions);
    }

    private static AgentProfile Business(string id, JsonElement root) => new()
    {
        Id = id,
        Name = root.GetProperty("name").GetString()!,
        Instructions = root.GetProperty("instructions").GetString()!,
        Knowledge = [.. root.GetProperty("knowledge").EnumerateObject().Select(static entry => new KnowledgeEntry(entry.Name, entry.Value.GetString()!))],
    };
}
