using System.Collections.Frozen;

namespace Voxie.Pipeline.Knowledge;

/// <summary>
/// How much a word says about what is asked. Stop words: nothing. Light words: the phrasing of any question ("wondering", "possible",
/// "need", "someone"), which neither proves nor disproves a topic.
/// </summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> Stop = Words("""
        a about above after again ah all also although am an and any anyhow anyway are aren as at be because been before being both but by can could did
        do does doing don done during each either else er even ever every few for from had has have having he hello her here hers hey hi him his hm hmm how i if
        in into is it its itself just least less let like lot lots may maybe me might mine more most much must my myself neither no nope nor not now of
        off oh okay on once only onto or other others ought our ours out over own per perhaps please quite rather really right s same shall she should
        since so some somehow still such than thank thanks that the their theirs them then there these they this those though through to too uh um
        towards toward via throughout despite except besides among
        until up upon us very was we well were what whatever when where whether which while who whom whose why will with within without would yeah
        yep yes yet you your yours yourself mean actually basically just simply guess oclock madam sir ll ve re d t
        """);

    private static readonly FrozenSet<string> Light = Stems("""
        ask answer able allow allowed anybody anyone anything around available availability bad bit bring call case certain chance check choose
        come consider day deal decide detail different do easy enough everybody everyone everything exact exactly example expect explain fact far
        feel figure find fine first follow get give go going good great guy happen hand happy hear help hold hope idea imagine include info
        information interested keep kind know last learn leave let life long look looking make manage matter mention mind moment name need new next nice
        nobody normal normally number offer old once order part particular people person place plan point possible possibly prefer problem provide put
        question quick quickly ready reason recommend regard regarding regular regularly remember rid say second see seem set sell service several
        show side single sit small somebody someone something sometimes soon sort stand start state stay step stop sure suppose take talk tell
        thing think time total try turn type understand use usual usually visit wait want way whole wish wonder wondering word work world worry
        wrong yesterday ahead along away back down else forward instead maybe nearly almost maximum minimum maximum typical typically general generally
        additional extra special mom mum dad mother father husband wife brother sister friend partner family parent uncle aunt
        colleague boss relative grandma grandpa grandmother grandfather gentleman lady folks client customer caller patient member guest visitor
        office shop store practice clinic company business premises branch facility establishment organization receptionist
        big large huge high low full possible simple hard bother curious inquire enquire enquiry inquiry regards favour favor real
        yall folk hassle quickly please trouble today tomorrow tonight currently nowadays sooner later afterwards lately recent recently
        actual suit suitable involve require required necessary able unable must policy rule option choice ways handle deal cope live near nearby
        require expect arrange accept permit mr mrs miss doing speaking wanted appreciate alright welcome afraid sorry excuse pardon hopefully definitely
        terrible awful horrible nasty lovely wonderful excellent amazing perfect decent serious severe slight mild sudden extreme major minor pretty
        cool common popular specific proper correct true false entire main beautiful brilliant fantastic funny strange weird huge tiny month year
        drop pop swing user run become half past quarter
        list fast describe
        existing current ongoing future previous next upcoming
        """);

    /// <summary>Words behind which 's is "is", not a possessive.</summary>
    private static readonly FrozenSet<string> BeforeIs = Words("it he she that this there here what where when who how why let one everything something");

    /// <summary>Before an unknown word, these make it a verb rather than a thing.</summary>
    private static readonly FrozenSet<string> BeforeVerb = Words("to can could will would should shall may might must i you we they not cannot");

    /// <summary>Words that make a phrasal verb: "bring it back", "try one out".</summary>
    private static readonly FrozenSet<string> Particles = Words("back out up off in down away over");

    public static bool IsParticle(string word) => Particles.Contains(word);

    public static bool IsStop(string word) => Stop.Contains(word);

    public static bool IsLight(string stem) => Light.Contains(stem);

    public static bool TakesIs(string word) => BeforeIs.Contains(word);

    public static bool PrecedesVerb(string word) => BeforeVerb.Contains(word);

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenSet<string> Stems(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Stemmer.Stem).ToFrozenSet(StringComparer.Ordinal);
}
