namespace Voxie.Pipeline.Knowledge;

/// <summary>How one word of a question is found in every entry.</summary>
/// <param name="Weight">1, or less for words of an earlier question.</param>
/// <param name="Idf">0 to 1: how few entries hold it.</param>
/// <param name="Title">Quality of the match in the title, per entry, 0 to 1.</param>
/// <param name="Text">The same in text and kinds of answer.</param>
/// <param name="Count">Matches, relatives included, per entry.</param>
/// <param name="Name">It was found only as part of a name.</param>
internal sealed record TermMatch(Term Term, double Weight, double Idf, bool Own, double[] Title, double[] Text, double[] Count, bool Name)
{
    public double Quality(int entry) => Math.Max(Title[entry], Text[entry]);

    public double Most { get; } = Enumerable.Range(0, Title.Length).Max(entry => Math.Max(Title[entry], Text[entry]));

    public bool Topic => Term.Kind == TermKind.Topic;

    public bool Asking => Term.Kind == TermKind.Asking;
}
