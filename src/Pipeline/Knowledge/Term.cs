namespace Voxie.Pipeline.Knowledge;

/// <summary>What a word says in a question.</summary>
internal enum TermKind
{
    /// <summary>Names what the question is about.</summary>
    Topic,
    /// <summary>Says which kind of answer is wanted: a price, a time, a place, a person.</summary>
    Asking,
    /// <summary>Phrasing that fits any topic.</summary>
    Light,
}

/// <summary>Where in the question a word stands: how much hangs on it when nobody knows it.</summary>
internal enum TermRole
{
    /// <summary>The thing asked about: "do you sell [motorcycles]".</summary>
    Main,
    /// <summary>What is done to it: "do you [sell] motorcycles".</summary>
    Verb,
    /// <summary>A circumstance of the thing asked about: "... on [Mill Lane]".</summary>
    Side,
    /// <summary>Told beside the question: "I'm having a [baby], can I ...", "... while I'm in the [chair]".</summary>
    Aside,
    /// <summary>Told, not asked, and nothing else is asked: "I fell off my [bike] and broke a [tooth]".</summary>
    Story,
}

/// <param name="Key">Stem, or stems of a phrase joined by underscores.</param>
/// <param name="Word">As spoken, lower case.</param>
/// <param name="Parts">Content stems inside a phrase; empty for a single word.</param>
/// <param name="Joined">It follows the term before it with no other word between: "bus [driver]".</param>
/// <param name="Named">The question asks for one of its kind: "which [stop]", "what [colour]".</param>
internal sealed record Term(string Key, string Word, TermKind Kind, IReadOnlyList<string> Parts, TermRole Role, bool Joined = false, bool Named = false);
