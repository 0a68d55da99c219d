using System.Collections.Frozen;

namespace Voxie.Pipeline.Listening;

/// <summary>Is what was said over the agent only a sign of listening? Pure.</summary>
internal static class Backchannel
{
    private const int MostWords = 4;

    private static readonly FrozenSet<string> Words = """
        uh-huh uhhuh uh huh mm-hmm mmhmm mm hmm mhm hm mmm um ah oh aha ooh
        okay ok right sure yeah yep yes yup alright great good nice cool fine perfect
        i see got it all wow really interesting
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True for "Uh-huh.", "Okay, right." and for nothing at all; false for anything that asks for the floor.</summary>
    public static bool Is(string text)
    {
        // A question wants an answer, even "really?".
        if (text.Contains('?')) return false;
        var words = text.Split([' ', ',', '.', '!', ';', ':', '\u2026'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= MostWords && words.All(Words.Contains);
    }
}
