using System.Text;

namespace Voxie.Interop.Speech;

/// <summary>
/// Word error rate: edits of the best alignment over the words spoken. Case, punctuation and the way numbers are
/// written do not count, nor where one word is written as two (voice mail, voicemail).
/// </summary>
internal sealed record WordErrors(int Edits, int Words)
{
    public double Rate => Words == 0 ? 0 : (double)Edits / Words;

    public static WordErrors operator +(WordErrors one, WordErrors other) => new(one.Edits + other.Edits, one.Words + other.Words);

    public static WordErrors Of(string spoken, string heard)
    {
        var reference = Normalise(spoken);
        var hypothesis = Normalise(heard);
        var cost = new int[reference.Count + 1, hypothesis.Count + 1];
        for (var i = 0; i <= reference.Count; i++)
        {
            for (var j = 0; j <= hypothesis.Count; j++)
            {
                cost[i, j] = Best(cost, reference, hypothesis, i, j);
            }
        }

        return new WordErrors(cost[reference.Count, hypothesis.Count], reference.Count);
    }

    /// <summary>Lower-case words; numbers in words; runs of single letters as one word.</summary>
    public static List<string> Normalise(string text)
    {
        var spaced = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = char.ToLowerInvariant(text[i]);
            var betweenLetters = i > 0 && i + 1 < text.Length && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1]);
            spaced.Append(c switch
            {
                '#' => " pound ",
                '*' => " star ",
                '%' => " percent ",
                '.' when betweenLetters => " dot ",
                '’' or '\'' => "",
                _ when char.IsLetterOrDigit(c) => c.ToString(),
                _ => " ",
            });
        }

        var words = spaced.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(NumberWords.Spell);
        return JoinLetters(words);
    }

    private static List<string> JoinLetters(IEnumerable<string> words)
    {
        var joined = new List<string>();
        var inRun = false;
        foreach (var word in words)
        {
            var letter = word.Length == 1;
            if (letter && inRun)
            {
                joined[^1] += word;
            }
            else
            {
                joined.Add(word);
            }

            inRun = letter;
        }

        return joined;
    }

    private static int Best(int[,] cost, List<string> reference, List<string> hypothesis, int i, int j)
    {
        if (i == 0 || j == 0)
        {
            return i + j;
        }

        var best = Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1);
        best = Math.Min(best, cost[i - 1, j - 1] + (reference[i - 1] == hypothesis[j - 1] ? 0 : 1));
        if (j > 1 && reference[i - 1] == hypothesis[j - 2] + hypothesis[j - 1])
        {
            best = Math.Min(best, cost[i - 1, j - 2]);
        }

        if (i > 1 && reference[i - 2] + reference[i - 1] == hypothesis[j - 1])
        {
            best = Math.Min(best, cost[i - 2, j - 1]);
        }

        return best;
    }
}
