using System.Collections.Frozen;

namespace Voxie.Pipeline.Speaking.Wording;

/// <summary>
/// Sets apart the words of a name written together, as in web addresses ("harbourdental"): a split is made only when known
/// words cover all of it, with as few words as possible.
/// </summary>
internal static class RunTogether
{
    private const int LongestName = 40;

    private static readonly FrozenSet<string> Known = """
        about academy accounts active agency air all alpha american and animal apartment apple appointments art arts auto baby back bakery bank bar
        barber bay beach beauty best better bike bikes billing bird bistro black blue boat body book booking books box brand bread bridge bright
        brothers build builders bus business cab cafe cake call camp capital car card care careers cars castle cat center central centre chef
        child children church city class classic clean cleaning clear clinic cloud club coach coast coffee college color company computer concept
        connect contact cool corner country craft credit cross cycle cycles daily dance data day deal dental dentist dentistry dentists design desk
        digital dinner direct doctor doctors dog dogs door dream drive driving earth east easy eat eco education electric energy enquiries estate
        events express eye family farm fashion fast film finance find fine fire first fish fit fitness fix flat florist flower flowers food foods
        for foot forest free fresh friend friends front fruit fun furniture future gallery game garage garden gardens gas gate gift global
        gold golden good grand great green group guide guitar gym hair hall hand happy harbor harbour hardware health heart heating hello help
        heritage high hill hire holiday home homes horse hospital host hotel hour house housing ice info inn institute insurance jobs joy kids king
        kitchen lab lake land language laundry law lawyer lawyers learn legal library life light line little live local london love lunch mail main
        market master math media medical mind mobile modern money moon motor motors mountain moving museum music my nails national natural nature
        new news night north nursery ocean office oil old one online open orange our paint paper park parts party pay people pet pets pharmacy
        phone photo physio piano pizza place plan plant plaza plumber plumbing plus point pool post power practice premium press prime print pro
        property pub pure quality quick radio rain rapid real red rent rental rentals repair repairs rescue rest restaurant river road rock roof
        room rooms rose royal safe sail salon save school science sea security seeds senior service services share ship shoe shoes shop shopping
        sign silver skin sky sleep smart smile smiles snow soft solar solutions sound south space spa sport sports spring square staff star stars
        station stone store street studio style summer sun super support surf surgery swim system taxi tea teach team tech tennis test the theater
        theatre therapy ticket tickets time tire top tour tours town toy toys trade train training travel tree trust tutor tyre union united
        university urban valley van vet video view village vision voice walk watch water web wedding well west white wild wind window windows wine
        winter wise wood work works world yoga you young your zone zoo
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for an everyday word (lower case) that names and signs are made of.</summary>
    public static bool IsKnown(string word) => Known.Contains(word);

    /// <param name="name">Lower-case letters.</param>
    public static string Split(string name)
    {
        if (name.Length is < 6 or > LongestName || Known.Contains(name))
            return name;

        // best[i]: fewest words that cover the first i letters; from[i]: where the last of them begins.
        Span<int> best = stackalloc int[LongestName + 1];
        Span<int> from = stackalloc int[LongestName + 1];
        best.Fill(int.MaxValue);
        best[0] = 0;
        var words = Known.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var end = 2; end <= name.Length; end++)
        {
            for (var start = 0; start <= end - 2; start++)
            {
                if (best[start] == int.MaxValue || best[start] + 1 >= best[end] || !words.Contains(name.AsSpan(start, end - start)))
                    continue;
                best[end] = best[start] + 1;
                from[end] = start;
            }
        }
        if (best[name.Length] is int.MaxValue or > 4)
            return name;

        var parts = new Stack<string>();
        for (var end = name.Length; end > 0; end = from[end])
            parts.Push(name[from[end]..end]);
        return string.Join(' ', parts);
    }
}
