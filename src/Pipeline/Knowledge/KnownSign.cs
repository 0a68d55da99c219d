namespace Voxie.Pipeline.Knowledge;

/// <summary>What speaks for, or against, the best entry knowing the answer; weighed with <see cref="Judgement.Knowing"/>.</summary>
internal enum KnownSign
{
    Always, Lead, TitleShare,
    // What the best entry holds of the topic.
    BestInTitle, BestInText, BestBeside, BestAside, BesideOnly, VerbMatch, Specific, TextOnly, Explained, Elsewhere, MainElsewhere, NameOnly, InName,
    // Words that no entry holds.
    UnknownMain, UnknownVerb, UnknownSide, UnknownAside, UnknownStory, UnknownModifier, EverydayUnknown, ForeignMain, ForeignSide, ForeignAside, ForeignStory, ForeignDeed, NamedMissing,
    // The kind of answer asked for.
    AskedMet, AskedMissing, PriceMissing, DurationMissing, CountMissing,
    // Questions without a topic.
    NoTopic, NoTopicMeansUs, OnlyAsked, LightInTitle,
    // How the question is built.
    MeansYou, MeansMe, HowTo, Past, OwnState, Person, Favour, World, Measure, Reason, Live, Told,
}
