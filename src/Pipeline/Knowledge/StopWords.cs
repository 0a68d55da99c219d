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
        colleague boss relative grandma grandpa grandmother grandfather gentleman lady folks client customer caller patient guest visitor
        office shop store practice clinic company business premises branch facility establishment organization receptionist
        big large huge high low full possible simple hard bother curious inquire enquire enquiry inquiry regards favour favor real
        yall folk hassle quickly please trouble today tomorrow tonight currently nowadays sooner later afterwards lately recent recently
        actual suit suitable involve require required necessary able unable must policy rule option choice ways handle deal cope live near nearby
        require expect arrange accept permit mr mrs miss doing speaking wanted appreciate alright welcome afraid sorry excuse pardon hopefully definitely
        terrible awful horrible nasty wonderful excellent amazing perfect decent serious severe slight mild sudden extreme major minor pretty
        cool common popular specific proper correct true false entire main beautiful brilliant fantastic funny strange weird huge tiny month year
        drop pop swing user run become half past quarter
        list fast describe
        existing current ongoing future previous next upcoming
        stuff bunch couple pair piece rest end clue thought sense truth reason purpose occasion
        finish begin continue seem appear remain forget realize notice intend attempt struggle afford grab head hang mess promise discuss chat reckon fancy depend
        fat thin heavy hot cold warm wet dry dirty rough smooth soft noisy loud dark fresh modern ancient rusty angry busy hungry thirsty nervous scared anxious
        embarrassed rude polite gentle cozy cosy comfy comfortable posh tasty delicious ugly handsome clever smart stupid dumb crazy mad wild silly lazy brave odd
        brown black blue red green pink purple
        """);

    /// <summary>Qualities and doings that go with anything: they count where an entry has them and say nothing where none has.</summary>
    private static readonly FrozenSet<string> Plain = Stems("""
        able absolute active afraid alive alone annoying average bare basic bitter bizarre blank bold bored boring brief bulky calm capable careful careless cautious
        chilly clear close coming complete complex confused considerable constant convenient crowded curious daily decent deep delicate dense desperate
        dreadful due eager early elegant empty enormous essential everyday exciting exhausted extended extensive extraordinary familiar famous fascinating favorable
        final firm flexible following formal former forward fragile frequent generous genuine giant glad gorgeous grateful grand hectic helpful hidden hopeful
        humid ideal ill impatient impossible impressive incredible individual initial innocent insane intense itchy jealous joint keen
        latter leading likely limited little lively local lone loose lucky massive mean medium mere messy minimal mixed moderate mutual narrow nasty natural
        neat necessary negative nosy obvious occasional ordinary original outstanding overall overdue painless peaceful permanent physical pleasant pleased plenty
        positive potential powerful precious precise present previous primary prime private probable productive professional prompt proud puzzled
        random rapid rare raw reasonable related relaxed relevant reliable remarkable remote restless rich ridiculous risky sad scary secret secure separate
        shiny shy sick significant silly similar sincere skilled sleepy slim slow sorry spare spectacular standard steady sticky stiff straight
        strict strong stuck stunning subtle successful sufficient superb supposed surprised suspicious sweet temporary thick thorough tiny tough traditional
        tricky typical unable uncertain unclear uncomfortable unexpected unhappy unique united unlikely upset urgent useful useless valid valuable various vast
        visible vital weak wealthy weekly wide willing wise worried worth young
        aim allow appear approach assume attend avoid await bear beat behave belong bother breathe build carry cause cease chase cheer claim climb
        combine compare concern confirm confuse connect contain count cover create cross dare delay deliver demand deny deserve detect develop
        disappear discuss dislike divide doubt drag emerge enable encourage ensure establish examine exist expand explore express face fail
        fall fetch fight fill force form gain gather glance grow guess handle hate hesitate hide hit hurry ignore
        improve increase influence inform insist intend introduce invite involve judge jump kick lack land laugh lead lie lift limit link
        locate love lower maintain mark meet melt mix multiply notice obtain occur organize ought owe own participate perform permit pick
        point pour practise praise predict prepare press pretend prevent produce prove pull push raise reach react realise recall
        receive recognize reduce reflect regret relate release rely remain remind replace reply request rescue resolve respond result reveal roll rush
        save scream search select separate serve settle shake share shout slip smile solve spread squeeze stare stick stretch struggle succeed suffer suggest
        surprise survive suspect switch tend thank throw tie touch trust twist vary warn waste wave whisper wonder
        """);

    /// <summary>Words behind which 's is "is", not a possessive.</summary>
    private static readonly FrozenSet<string> BeforeIs = Words("it he she that this there here what where when who how why let one everything something");

    /// <summary>Before an unknown word, these make it a verb rather than a thing.</summary>
    private static readonly FrozenSet<string> BeforeVerb = Words("to can could will would should shall may might must i you we they not cannot");

    private static readonly FrozenSet<string> NoAdverb = Words("family assembly supply butterfly monopoly anomaly elderly friendly");

    /// <summary>Words that make a phrasal verb: "bring it back", "try one out".</summary>
    private static readonly FrozenSet<string> Particles = Words("back out up off in down away over");

    public static bool IsParticle(string word) => Particles.Contains(word);

    public static bool IsStop(string word) => Stop.Contains(word);

    public static bool IsPlain(string stem) => Plain.Contains(stem);

    public static bool IsLight(string stem) => Light.Contains(stem);

    /// <summary>"directly", "roughly": how, never what.</summary>
    public static bool IsAdverb(string word) => word.Length > 5 && word.EndsWith("ly", StringComparison.Ordinal) && !NoAdverb.Contains(word);

    public static bool TakesIs(string word) => BeforeIs.Contains(word);

    public static bool PrecedesVerb(string word) => BeforeVerb.Contains(word);

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenSet<string> Stems(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Stemmer.Stem).ToFrozenSet(StringComparer.Ordinal);
}
