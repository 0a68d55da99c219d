namespace Voxie.Pipeline.Knowledge;

/// <summary>What part a word plays in a question.</summary>
internal enum TermKind
{
    /// <summary>Names what the question is about.</summary>
    Topic,
    /// <summary>Says which kind of answer is wanted: a price, a time, a place, a person.</summary>
    Asking,
    /// <summary>Phrasing that fits any topic.</summary>
    Light,
}

/// <param name="Key">Stem, or stems of a phrase joined by underscores.</param>
/// <param name="Word">As spoken, lower case.</param>
/// <param name="Parts">Content stems inside a phrase; empty for a single word.</param>
/// <param name="Importance">0 to 1: how much it weighs as a topic when nothing is known about it. A noun weighs more than a verb.</param>
internal sealed record Term(string Key, string Word, TermKind Kind, IReadOnlyList<string> Parts, double Importance);
