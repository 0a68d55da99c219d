using System.Text;

namespace Voxie.Pipeline.Knowledge;

/// <summary>How near two words are in writing and in sound: a recogniser mishears, a caller mumbles.</summary>
internal static class Sounds
{
    // Below one half: a likeness alone never proves a topic, it only helps one along.
    private const double Alike = 0.48;
    // One letter apart and the same sound: only another spelling.
    public const double Same = 0.75;

    /// <summary>Optimal string alignment distance (insert, drop, change, swap neighbours); more than <paramref name="limit"/>: limit + 1.</summary>
    public static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
            return limit + 1;
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    best = Math.Min(best, rows[i - 2, j - 2] + 1);
                rows[i, j] = best;
            }
        }
        return Math.Min(rows[a.Length, b.Length], limit + 1);
    }

    /// <summary>Consonant skeleton: words that sound alike share it ("filling" and "feeling", "crown" and "kroun").</summary>
    public static string Key(string word)
    {
        var plain = word.Replace("ph", "f", StringComparison.Ordinal).Replace("ck", "k", StringComparison.Ordinal)
            .Replace("gh", "", StringComparison.Ordinal).Replace("kn", "n", StringComparison.Ordinal).Replace("wr", "r", StringComparison.Ordinal)
            .Replace("wh", "w", StringComparison.Ordinal).Replace("tch", "ch", StringComparison.Ordinal).Replace("x", "ks", StringComparison.Ordinal);
        var key = new StringBuilder();
        for (var i = 0; i < plain.Length; i++)
        {
            var next = i + 1 < plain.Length ? plain[i + 1] : '\0';
            var sound = plain[i] switch
            {
                'c' when next is 'h' => 'C',
                'c' when next is 'e' or 'i' or 'y' => 's',
                'c' or 'q' => 'k',
                's' when next is 'h' => 'C',
                'g' when next is 'e' or 'i' or 'y' => 'j',
                'z' => 's',
                'd' => 't',
                'v' => 'f',
                'b' => 'p',
                'a' or 'e' or 'i' or 'o' or 'u' or 'y' => i == 0 ? 'A' : '\0',
                'h' or 'w' => i == 0 ? plain[i] : '\0',
                var other => other,
            };
            if (sound != '\0' && (key.Length == 0 || key[^1] != sound))
                key.Append(sound);
        }
        return key.ToString();
    }

    /// <summary>0 to 1: may <paramref name="heard"/> be a mishearing of <paramref name="meant"/>?</summary>
    public static double Likeness(string heard, string meant)
    {
        if (heard.Length < 4 || meant.Length < 4 || !char.IsAsciiLetter(heard[0]) || !char.IsAsciiLetter(meant[0]))
            return 0;
        var longest = Math.Max(heard.Length, meant.Length);
        var key = Key(heard);
        if (longest >= 5 && Distance(heard, meant, 1) <= 1 && key == Key(meant))
            return Same;
        var limit = longest >= 9 ? 2 : longest >= 6 ? 1 : 0;
        if (limit > 0 && heard[0] == meant[0] && Distance(heard, meant, limit) <= limit)
            return Alike;
        return key.Length >= 4 && Distance(heard, meant, 2) <= 2 && key == Key(meant) ? Alike : 0;
    }
}
