namespace Voxie.Pipeline.Knowledge;

/// <summary>What speaks for one entry being the answer; summed with <see cref="Judgement.Ranking"/>.</summary>
internal enum RankSign
{
    TitleMain, TextMain, TitleVerb, TextVerb, TitleSide, TextSide, BestInTitle, AskedInTitle, AskedInText, AskedMissing, KindMissing, LightInTitle, LightInText, Pairs, TitleShare, Often,
}
