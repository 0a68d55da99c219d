using System.Collections.Frozen;

namespace Voxie.Pipeline.Knowledge;

/// <summary>
/// Brings the forms of an English word together: a compact suffix stripper after Porter (1980), steps 1 to 4 with the
/// suffixes that matter in spoken questions, and a table of irregular forms. The result is a key, not a word.
/// </summary>
internal static class Stemmer
{
    private static readonly FrozenDictionary<string, string> Irregular = """
        teeth:tooth children:child kids:kid men:man women:woman feet:foot people:person mice:mouse wives:wife knives:knife lives:live
        paid:pay bought:buy brought:bring went:go gone:go goes:go did:do done:do does:do was:be were:be been:be is:be are:be am:be had:have has:have
        got:get gotten:get came:come took:take taken:take gave:give given:give made:make said:say told:tell knew:know known:know saw:see seen:see
        spoke:speak spoken:speak broke:break broken:break fell:fall fallen:fall left:leave lost:lose found:find felt:feel kept:keep held:hold
        sent:send spent:spend sold:sell thought:think met:meet ran:run sat:sit stood:stand wrote:write written:write drove:drive driven:drive
        rode:ride ridden:ride began:begin begun:begin chose:choose chosen:choose ate:eat eaten:eat drank:drink slept:sleep taught:teach
        caught:catch heard:hear hurts:hurt hurting:hurt lent:lend stole:steal stolen:steal threw:throw thrown:throw wore:wear worn:wear
        cheaper:cheap cheapest:cheap dearer:dear nearest:near nearer:near closest:near earlier:early earliest:early later:late latest:late
        better:good best:good worse:bad worst:bad older:old oldest:old younger:young youngest:young longer:long longest:long
        news:news bus:bus buses:bus gas:gas lens:lens this:this christmas:christmas address:address addresses:address business:business
        during:during evening:evening morning:morning thing:thing string:string spring:spring ceiling:ceiling wedding:wedding building:building
        mornings:morning evenings:evening weddings:wedding buildings:building brighter:bright whiter:white bigger:big smaller:small faster:fast slower:slow larger:large quieter:quiet dying:die lying:lie tying:tie skiing:ski using:use used:use organise:organize
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split(':'))
        .ToFrozenDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);

    private static readonly (string Suffix, string Instead)[] Derived =
    [
        ("ational", "ate"), ("ization", "ize"), ("isation", "ize"), ("ation", "ate"), ("ator", "ate"), ("iveness", "ive"), ("fulness", "ful"),
        ("ousness", "ous"), ("ibility", "ible"), ("ability", "able"), ("alism", "al"), ("ality", "al"), ("ivity", "ive"), ("ically", "ic"),
        ("fully", "ful"), ("ously", "ous"), ("ently", "ent"), ("antly", "ant"), ("ably", "able"), ("ibly", "ible"),
    ];

    private static readonly string[] Endings =
        ["ment", "ness", "ible", "able", "ance", "ence", "ship", "tion", "sion", "ful", "ous", "ive", "ize", "ise", "ate", "ant", "ent", "ism", "ist", "ity", "al", "er", "or", "ly", "ic"];

    /// <param name="word">Lower-case letters.</param>
    public static string Stem(string word)
    {
        var known = Irregular.TryGetValue(word, out var regular);
        if (known)
            word = regular!;
        if (word.Length <= 3 || !char.IsAsciiLetter(word[0]))
            return word;
        if (!known)
            word = Doubled(Plural(word));
        if (Irregular.TryGetValue(word, out regular))
            word = regular;
        word = Ending(Derivation(word));
        // Final -e and -y do not tell words apart.
        if (word.Length > 4 && word[^1] == 'e')
            word = word[..^1];
        if (word.Length > 3 && word[^1] == 'y' && !IsVowel(word, word.Length - 2))
            word = word[..^1] + "i";
        return word;
    }

    private static string Plural(string word)
    {
        if (word.EndsWith("sses", StringComparison.Ordinal))
            return word[..^2];
        if (word.EndsWith("ies", StringComparison.Ordinal))
            return word.Length > 4 ? word[..^3] + "y" : word[..^1];
        if (word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal))
            return word[..^2];
        return word.EndsWith('s') && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
    }

    private static string Doubled(string word)
    {
        var stem = word.EndsWith("ing", StringComparison.Ordinal) && HasVowel(word[..^3]) && word.Length > 5 ? word[..^3]
            : word.EndsWith("ied", StringComparison.Ordinal) && word.Length > 4 ? word[..^3] + "y"
            : word.EndsWith("ed", StringComparison.Ordinal) && word.Length > 4 && HasVowel(word[..^2]) ? word[..^2]
            : null;
        if (stem is null)
            return word;
        if (stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z') && !IsVowel(stem, stem.Length - 1))
            return stem[..^1];
        // hop-ing: the stem was hope; final e is dropped later anyway, except in short words.
        var needsE = (stem.EndsWith("at", StringComparison.Ordinal) && stem.Length > 2 && !IsVowel(stem, stem.Length - 3)) || stem.EndsWith("bl", StringComparison.Ordinal) || stem.EndsWith("iz", StringComparison.Ordinal)
            || stem.EndsWith("ic", StringComparison.Ordinal) && stem.Length <= 4
            || Measure(stem) == 1 && EndsShort(stem) && stem.Length <= 4;
        return needsE ? stem + "e" : stem;
    }

    private static string Derivation(string word)
    {
        foreach (var (suffix, instead) in Derived)
        {
            if (word.EndsWith(suffix, StringComparison.Ordinal) && Measure(word[..^suffix.Length]) > 0)
                return word[..^suffix.Length] + instead;
        }
        return word;
    }

    private static string Ending(string word)
    {
        foreach (var ending in Endings)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal))
                continue;
            var stem = word[..^ending.Length];
            if (ending is "tion" or "sion")
                return Measure(stem + ending[0]) > 1 && stem.Length > 2 ? stem + ending[0] : word;
            // "-er" and "-or" make new words ("counter", "doctor") too often in short ones.
            var needed = ending is "ly" or "ness" ? 1 : 2;
            return Measure(stem) >= needed && stem.Length > 3 ? stem : word;
        }
        return word;
    }

    /// <summary>Porter's m: how many vowel-consonant runs the stem holds.</summary>
    private static int Measure(string stem)
    {
        var count = 0;
        for (var i = 1; i < stem.Length; i++)
        {
            if (!IsVowel(stem, i) && IsVowel(stem, i - 1))
                count++;
        }
        return count;
    }

    private static bool EndsShort(string stem) =>
        stem.Length >= 3 && !IsVowel(stem, stem.Length - 1) && IsVowel(stem, stem.Length - 2) && !IsVowel(stem, stem.Length - 3) && stem[^1] is not ('w' or 'x' or 'y');

    private static bool HasVowel(string stem)
    {
        for (var i = 0; i < stem.Length; i++)
        {
            if (IsVowel(stem, i))
                return true;
        }
        return false;
    }

    private static bool IsVowel(string word, int at) => word[at] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => true,
        'y' => at > 0 && !IsVowel(word, at - 1),
        _ => false,
    };
}
