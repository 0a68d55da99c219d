using System.Collections.Frozen;

namespace Voxie.Pipeline.Knowledge;

/// <summary>Reads the form off the words of the clauses.</summary>
internal static class QuestionForms
{
    private static readonly FrozenSet<string> You = Words("you your yours yourself yourselves anyone anybody someone somebody u ur");
    private static readonly FrozenSet<string> Me = Words("i my mine we our us");
    private static readonly FrozenSet<string> Asking = Words("what when where who whom whose which how why");
    private static readonly FrozenSet<string> PastAuxiliaries = Words("did has had was were");
    private static readonly FrozenSet<string> Participles = Words("""
        been gone done seen heard sent found lost won made come received written read met bought sold taken given told left kept
        """);
    private static readonly FrozenSet<string> PastVerbs = Words("""
        won wrote invented made built sang drew said told discovered painted founded directed designed played scored killed shot died was were did
        became began broke brought came caught fell flew found gave got grew held knew lost met ran saw sold spoke stole swam taught took went wore
        """);
    private static readonly FrozenSet<string> StateWords = Words("""
        ready back done finished arrived here through confirmed still paid sent received overdue due yet working completed repaired
        """);
    private static readonly FrozenSet<string> Feelings = Words("""
        like love hate prefer think believe feel dream sleep enjoy remember live eat drink miss laugh cry trust vote smoke
        """);
    private static readonly FrozenSet<string> Humans = Words("""
        a an real human robot machine happy sad tired married single busy lonely feeling doing from bored angry old alive afraid okay ok well sure kidding
        """);
    private static readonly FrozenSet<string> Belongings = Words("favorite favourite name age birthday opinion hobby hobbies mother weekend mood dream dreams wife husband boyfriend girlfriend");
    private static readonly FrozenSet<string> Arranged = Words("booked registered scheduled paid signed confirmed enrolled insured");
    private static readonly FrozenSet<string> Calculates = Words("times plus minus divided percent root squared");
    private static readonly FrozenSet<string> Now = Words("today tonight now tomorrow currently afternoon");
    private static readonly FrozenSet<string> Favours = Words("lend sing play wake remind pass translate water solve guess marry hug drive babysit pretend promise forgive");
    // "-est" that is no superlative, or one that asks for opening hours and prices.
    private static readonly FrozenSet<string> NoRecord = Words("""
        interest guest west test request rest forest honest chest latest earliest nearest closest cheapest soonest quest arrest invest suggest nest vest best contest protest harvest
        """);
    // "how long", "how soon": answered by times and prices.
    private static readonly FrozenSet<string> NoMeasure = Words("""
        much many long soon late early do does did can could would will should is are am was were to about come often quickly old i you we it the and or far have has may might
        """);

    public static QuestionForm Of(IReadOnlyList<(List<string> Tokens, bool Asks)> clauses)
    {
        var form = QuestionForm.None;
        var asks = clauses.Any(static clause => clause.Asks);
        foreach (var (tokens, asking) in clauses)
        {
            for (var at = 0; at < tokens.Count; at++)
                form |= You.Contains(tokens[at]) ? QuestionForm.MeansYou : Me.Contains(tokens[at]) ? QuestionForm.MeansMe : QuestionForm.None;
            if (asking)
                form |= OfAsking(tokens);
        }
        return asks ? form : form | QuestionForm.Told;
    }

    private static QuestionForm OfAsking(List<string> tokens)
    {
        var form = QuestionForm.None;
        var opening = tokens.FindIndex(static token => Asking.Contains(token) || Clauses.IsAuxiliary(token));
        if (opening < 0)
            return form;
        var asked = tokens.GetRange(opening, tokens.Count - opening);
        if (asked is ["how", "do" or "can" or "to" or "does", ..])
            form |= QuestionForm.HowTo;
        if (asked.Count > 1 && asked[0] == "how" && !NoMeasure.Contains(asked[1]) && !(asked.Count > 2 && asked[2] is "can" or "could" or "will" or "do"))
            form |= QuestionForm.Measure;
        if (asked[0] == "why")
            form |= QuestionForm.Reason;
        if (IsPast(asked))
            form |= QuestionForm.Past;
        if (IsOwnState(asked))
            form |= QuestionForm.OwnState;
        if (IsPerson(asked))
            form |= QuestionForm.Person;
        if (IsFavour(asked))
            form |= QuestionForm.Favour;
        if (asked[0] is "is" or "are" or "does" or "do" or "will" && asked.Count > 2 && !You.Contains(asked[1]) && !Me.Contains(asked[1]) && asked[1] is not ("there" or "it") && asked.Exists(Now.Contains))
            form |= QuestionForm.Live;
        if (IsWorld(asked))
            form |= QuestionForm.World;
        return form;
    }

    private static bool IsPast(List<string> asked)
    {
        var auxiliary = asked.FindIndex(static token => token is "was" or "were" or "had" || Clauses.IsAuxiliary(token));
        if (auxiliary is >= 0 and <= 3 && (auxiliary == 0 || Asking.Contains(asked[0])))
        {
            if (PastAuxiliaries.Contains(asked[auxiliary]))
                return true;
            // "have you read", but not "have you got" or "have you any".
            if (asked[auxiliary] == "have" && asked.Count > auxiliary + 2 && asked[auxiliary + 1] is "you" or "they" or "we" or "i" or "it" or "anyone")
                return IsParticiple(asked[auxiliary + 2]) || (asked.Count > auxiliary + 3 && IsParticiple(asked[auxiliary + 3]));
        }
        return asked[0] is "who" or "what" or "which" && asked.Count > 1 && (PastVerbs.Contains(asked[1]) || EndsInEd(asked[1]) || (asked.Count > 2 && asked[0] == "which" && PastVerbs.Contains(asked[2])));
    }

    private static bool IsParticiple(string token) => Participles.Contains(token) || EndsInEd(token);

    private static bool EndsInEd(string token) => token.Length > 4 && token.EndsWith("ed", StringComparison.Ordinal) && token is not "need";

    private static bool IsOwnState(List<string> asked)
    {
        var mine = asked.IndexOf("my");
        if (mine < 1)
            return IsOwing(asked);
        // "when is my", "what time is my".
        if (asked[mine - 1] is "is" or "are" or "was" or "were" && Asking.Contains(asked[0]))
            return true;
        return mine == 1 && asked.Skip(3).Any(StateWords.Contains);
    }

    /// <summary>"do I have an appointment", "how much do I owe", "am I booked".</summary>
    private static bool IsOwing(List<string> asked)
    {
        var i = asked.IndexOf("i");
        return i > 0 && i + 1 < asked.Count && ((asked[i - 1] == "am" && Arranged.Contains(asked[i + 1])) || asked[i + 1] is "owe" || (asked[i + 1] == "still" && asked.Contains("owe"))
            || (asked[i - 1] == "do" && asked[i + 1] == "have" && asked.Exists(static token => token is "appointment" or "booking" or "reservation" or "message" or "order" or "balance")));
    }

    private static bool IsPerson(List<string> asked)
    {
        for (var at = 0; at + 1 < asked.Count; at++)
        {
            if (asked[at] == "your" && Belongings.Contains(asked[at + 1]))
                return true;
            if (asked[at] != "you")
                continue;
            var next = asked[at + 1] is "really" or "ever" or "actually" or "also" or "personally" && at + 2 < asked.Count ? asked[at + 2] : asked[at + 1];
            if (at > 0 && asked[at - 1] is "do" or "did" && Feelings.Contains(next))
                return true;
            if (at > 0 && asked[at - 1] == "are" && Humans.Contains(next))
                return true;
        }
        return false;
    }

    /// <summary>"can you sing", "could you call my brother", "can you order me a taxi".</summary>
    private static bool IsFavour(List<string> asked) =>
        asked is ["can" or "could" or "will" or "would", "you", var verb, ..]
        && (Favours.Contains(verb) || (asked.Count > 3 && ((verb is "call" or "ring" or "find" or "order" or "book" or "buy" or "write" or "read" or "teach" && asked[3] is "me" or "my" && !asked.Contains("back")) || (verb is "set" && asked.Contains("alarm")))));

    private static bool IsWorld(List<string> asked)
    {
        // "what time is it", "what is the date", "what is seventeen times three".
        if (asked is ["what", "time" or "day" or "date" or "year", "is", "it" or "today"] or ["what", "time" or "day" or "date" or "year", "is", "it", ..] or ["what", "is", "the", "time" or "date"])
            return true;
        // "what is a good name for a baby": advice.
        if (asked is ["what", "is", "a", "good", ..] or ["what", "is", "the", "best", not ("way" or "time" or "day"), ..] || (asked[0] == "which" && asked.Contains("best")))
            return true;
        if (asked[0] is "what" or "how" && asked.Exists(Calculates.Contains) && asked.Exists(static token => char.IsAsciiDigit(token[0])))
            return true;
        // "The largest group you can seat" is about the business.
        var ours = asked.Exists(static token => You.Contains(token) || Me.Contains(token));
        for (var at = 0; at < asked.Count; at++)
        {
            if (!ours && asked[at].Length > 4 && asked[at].EndsWith("est", StringComparison.Ordinal) && !NoRecord.Contains(asked[at]))
                return true;
            if (at + 2 < asked.Count && asked[at] is "in" or "of" && asked[at + 1] is "the" or "all" && asked[at + 2] is "world" or "universe" or "time" or "country" or "history")
                return true;
        }
        return false;
    }

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
