namespace Voxie.Pipeline.Speaking;

/// <summary>One sentence, or a clause of it, on its way from text to the line. Call's loop only.</summary>
internal sealed class Sentence(int id, string text, string spoken, TimeSpan pauseBefore)
{
    private readonly List<(TimeSpan Start, TimeSpan End)> _words = [];

    public int Id => id;

    /// <summary>As written.</summary>
    public string Text => text;

    /// <summary>As given to the voice.</summary>
    public string Spoken => spoken;

    /// <summary>Of silence in front of it, unless it is the first of its turn.</summary>
    public TimeSpan PauseBefore => pauseBefore;

    /// <summary>The voice has been asked for it.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Where its audio begins in the playout; null while there is none.</summary>
    public long? Start { get; set; }

    /// <summary>Where its audio ends; null while more may come.</summary>
    public long? End { get; set; }

    public bool IsPlayed { get; set; }

    /// <summary>Silence that the voice gave in front and that was left out.</summary>
    public TimeSpan Trimmed { get; set; }

    /// <summary>A word's times in the voice's audio.</summary>
    public void AddWord(TimeSpan start, TimeSpan end) => _words.Add((start, end));

    /// <summary>What was heard of it when the line had played up to <paramref name="position"/>.</summary>
    public string HeardAt(long position, int rateHz)
    {
        if (IsPlayed || (End is { } end && position >= end)) return text;
        if (Start is not { } start) return "";
        var heard = TimeSpan.FromSeconds((double)(position - start) / rateHz);
        TimeSpan? total = End is { } known ? TimeSpan.FromSeconds((double)(known - start) / rateHz) : null;
        var words = _words.Select(word => (word.Start - Trimmed, word.End - Trimmed)).ToList();
        return HeardText.Of(text, spoken, words, heard, total);
    }
}
