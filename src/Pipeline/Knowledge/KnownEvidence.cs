namespace Voxie.Pipeline.Knowledge;

/// <summary>What speaks for, and against, the best entry knowing the answer, as numbers.</summary>
internal sealed class KnownEvidence
{
    private const double Even = 0.3;
    private const double Weak = 0.4;

    private readonly double[] _signs = new double[Enum.GetValues<KnownSign>().Length];
    private readonly IReadOnlyList<TermMatch> _matches;
    private readonly int _best;
    private double _known;
    private double _elsewhere;
    private double _unknown;

    private KnownEvidence(IReadOnlyList<TermMatch> matches, int best) => (_matches, _best) = (matches, best);

    /// <param name="best">The entry that ranks first.</param>
    /// <param name="rank">Its signs for ranking.</param>
    /// <param name="lead">0 to 1: how far it is ahead of all others.</param>
    public static double[] Of(IReadOnlyList<TermMatch> matches, int best, double[] rank, double lead, QuestionForm form)
    {
        var evidence = new KnownEvidence(matches, best);
        for (var i = 0; i < matches.Count; i++)
            evidence.Add(matches[i], i + 1 < matches.Count ? matches[i + 1] : null);
        evidence.AddForm(form);
        evidence.AddAsked();
        evidence.AddWhole(rank, lead);
        return evidence._signs;
    }

    private double this[KnownSign sign]
    {
        get => _signs[(int)sign];
        set => _signs[(int)sign] = value;
    }

    private void Raise(KnownSign sign, double to) => this[sign] = Math.Max(this[sign], to);

    private void Add(TermMatch match, TermMatch? next)
    {
        var quality = match.Quality(_best);
        if (match.Topic)
            AddTopic(match, quality, next is { Term.Joined: true, Asking: false } && next.Quality(_best) >= Weak);
        else if (match.Term.Kind == TermKind.Light)
            Raise(KnownSign.LightInTitle, match.Own ? Math.Max(match.Title[_best], Even) : match.Title[_best]);
        if (quality < Weak && (match.Term.Role == TermRole.Verb || (match.Term.Kind == TermKind.Light && match.Term.Role == TermRole.Main)) && ForeignThings.IsDeed(match.Term.Key))
            Raise(KnownSign.ForeignDeed, 1);
        if (match.Topic && match.Term.Named)
            Raise(KnownSign.NamedMissing, 1 - quality);
    }

    /// <param name="modifies">It stands before a word that the entry has: "[wisdom] tooth", "[young] dog".</param>
    private void AddTopic(TermMatch match, double quality, bool modifies)
    {
        var (role, most) = (match.Term.Role, match.Most);
        var side = role is TermRole.Side or TermRole.Aside;
        var beside = role == TermRole.Side ? KnownSign.BestBeside : KnownSign.BestAside;
        Raise(side ? beside : KnownSign.BestInTitle, match.Title[_best]);
        Raise(side ? beside : KnownSign.BestInText, match.Text[_best]);
        if (role == TermRole.Main)
            Raise(KnownSign.MainElsewhere, most - quality);
        Raise(KnownSign.Specific, match.Weight * match.Idf * quality);
        if (role == TermRole.Verb)
            Raise(KnownSign.VerbMatch, quality);
        if (match.Name && match.Title[_best] == 0 && match.Text[_best] > 0)
            Raise(KnownSign.InName, 1);
        var missing = role switch { TermRole.Main => modifies ? KnownSign.UnknownModifier : KnownSign.UnknownMain, TermRole.Verb => KnownSign.UnknownVerb, TermRole.Side => KnownSign.UnknownSide, TermRole.Aside => KnownSign.UnknownAside, _ => KnownSign.UnknownStory };
        this[missing] = Math.Min(2, this[missing] + (match.Weight * (1 - most)));
        if (role == TermRole.Main && most < Weak && Lexicon.Knows(match.Term.Key))
            Raise(KnownSign.EverydayUnknown, 1);
        if (most < Weak && ForeignThings.IsThing(match.Term.Key))
            Raise(role switch { TermRole.Main => KnownSign.ForeignMain, TermRole.Aside => KnownSign.ForeignAside, TermRole.Story => KnownSign.ForeignStory, _ => KnownSign.ForeignSide }, 1);
        var share = match.Weight * (most > 0 ? match.Idf : 1) * (side ? Even : 1);
        _known += share * quality;
        _elsewhere += share * (most - quality);
        _unknown += share * (1 - most);
    }

    private void AddForm(QuestionForm form)
    {
        this[KnownSign.MeansYou] = form.HasFlag(QuestionForm.MeansYou) ? 1 : 0;
        this[KnownSign.MeansMe] = form.HasFlag(QuestionForm.MeansMe) ? 1 : 0;
        var done = _matches.Where(static match => match.Term.Role == TermRole.Verb).Select(match => match.Quality(_best)).DefaultIfEmpty().Max();
        this[KnownSign.HowTo] = form.HasFlag(QuestionForm.HowTo) ? 1 - done : 0;
        this[KnownSign.Past] = form.HasFlag(QuestionForm.Past) ? 1 : 0;
        this[KnownSign.OwnState] = form.HasFlag(QuestionForm.OwnState) ? 1 : 0;
        this[KnownSign.Person] = form.HasFlag(QuestionForm.Person) ? 1 : 0;
        // A hotel may well wake you at seven.
        this[KnownSign.Favour] = form.HasFlag(QuestionForm.Favour) ? 1 - _matches.Where(static match => match.Topic).Select(match => match.Quality(_best)).DefaultIfEmpty().Max() : 0;
        this[KnownSign.World] = form.HasFlag(QuestionForm.World) ? 1 : 0;
        // "How accessible is it?" where the entry speaks of access.
        this[KnownSign.Measure] = form.HasFlag(QuestionForm.Measure) && !_matches.Any(match => match.Term.Named && match.Quality(_best) >= Weak) ? 1 : 0;
        this[KnownSign.Live] = form.HasFlag(QuestionForm.Live) ? 1 : 0;
        this[KnownSign.Reason] = form.HasFlag(QuestionForm.Reason) ? 1 : 0;
        this[KnownSign.Told] = form.HasFlag(QuestionForm.Told) ? 1 : 0;
    }

    /// <summary>The kind of answer asked for, and whether the entry has it.</summary>
    private void AddAsked()
    {
        foreach (var match in _matches.Where(static match => match.Asking && !char.IsAsciiDigit(match.Term.Key[0])))
        {
            var quality = match.Quality(_best);
            Raise(KnownSign.AskedMet, quality);
            Raise(KnownSign.AskedMissing, 1 - quality);
            if (quality < Weak && KindMissing(match.Term.Key) is { } missing)
                Raise(missing, 1);
        }
    }

    private static KnownSign? KindMissing(string key) => Lexicon.Wants(key) switch
    {
        // "on Monday", "a good spot": a circumstance, not what is asked.
        _ when !Lexicon.IsInterrogative(key) => null,
        "@money" => KnownSign.PriceMissing,
        "@duration" => KnownSign.DurationMissing,
        "@count" => KnownSign.CountMissing,
        _ => null,
    };

    private void AddWhole(double[] rank, double lead)
    {
        var topics = _matches.Where(static match => match.Topic).ToList();
        var noTopic = topics.Count == 0;
        var us = this[KnownSign.MeansYou] + this[KnownSign.MeansMe] > 0 ? 1 : 0;
        this[KnownSign.Always] = 1;
        this[KnownSign.Lead] = lead;
        this[KnownSign.TitleShare] = rank[(int)RankSign.TitleShare];
        if (noTopic)
        {
            this[KnownSign.NoTopic] = 1;
            this[KnownSign.NoTopicMeansUs] = us;
            // "Where exactly is your office?", "how soon can somebody come?": the kind of answer is all that is asked, and one entry has it.
            this[KnownSign.OnlyAsked] = this[KnownSign.AskedMet] * lead;
        }
        else
        {
            this[KnownSign.LightInTitle] = 0;
            var main = topics.Where(static match => match.Term.Role == TermRole.Main).ToList();
            this[KnownSign.BesideOnly] = main.Count > 0 && main.TrueForAll(match => match.Quality(_best) < Weak) ? Math.Max(this[KnownSign.BestBeside], this[KnownSign.BestAside]) : 0;
            this[KnownSign.Explained] = _known / Math.Max(1e-6, _known + (Even * _elsewhere) + _unknown);
            this[KnownSign.TextOnly] = this[KnownSign.BestInTitle] < Weak ? this[KnownSign.BestInText] : 0;
            this[KnownSign.NameOnly] = _known > 0 && topics.Where(match => match.Quality(_best) > 0).All(static match => match.Name) ? 1 : 0;
        }
        this[KnownSign.Elsewhere] = _known + _elsewhere > 0 ? _elsewhere / (_known + _elsewhere) : 0;
    }
}
