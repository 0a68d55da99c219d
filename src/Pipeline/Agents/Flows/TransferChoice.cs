using System.Collections.Frozen;

namespace Voxie.Pipeline.Agents.Flows;

/// <summary>
/// Whom a caller wants to be connected with. The words of an entry's name decide; who asks for nobody in particular ("a real person")
/// gets the first entry. Pure; safe to share.
/// </summary>
internal sealed class TransferChoice
{
    private const double Enough = 0.5;

    private readonly IReadOnlyList<TransferEntry> _entries;
    private readonly FrozenSet<string>[] _names;
    private readonly FrozenSet<string> _wanting;

    /// <param name="intents">The words of their examples name nobody.</param>
    public TransferChoice(IReadOnlyList<TransferEntry> entries, IReadOnlyDictionary<string, FlowIntent> intents)
    {
        _entries = entries;
        var names = entries.Select(static entry => IntentMatcher.Words(entry.Name)).ToArray();
        // "Front desk" stands among the ways to ask for anybody, too: when an entry has that name it means the entry.
        _names = [.. names.Select(static words => words.ToFrozenSet(StringComparer.Ordinal))];
        _wanting = intents.Values.SelectMany(static intent => intent.Examples).SelectMany(IntentMatcher.Words).ToFrozenSet(StringComparer.Ordinal);
    }

    public bool IsEmpty => _entries.Count == 0;

    /// <returns>Null: somebody is wanted whom we do not have, and there are several to choose from.</returns>
    public TransferEntry? For(string said)
    {
        var words = IntentMatcher.Words(said);
        var best = Enumerable.Range(0, _entries.Count).MaxBy(index => Likeness(words, _names[index]));
        if (Likeness(words, _names[best]) >= Enough) return _entries[best];
        return _entries.Count == 1 || words.All(_wanting.Contains) ? _entries[0] : null;
    }

    private static double Likeness(string[] said, FrozenSet<string> name) => name.Count == 0 ? 0 : (double)name.Count(said.Contains) / name.Count;
}
