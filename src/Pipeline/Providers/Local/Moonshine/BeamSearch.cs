using System.Numerics.Tensors;

namespace Voxie.Pipeline.Providers.Local.Moonshine;

/// <summary>
/// Looks for the most likely text. While the model is sure, this is the most likely token a step, and costs no more; where it is unsure
/// a few texts are followed side by side, judged together with the expected words (<see cref="WordBias"/>). Two that have gone on alike
/// for some tokens become one again; the loser's wording is kept as an alternative.
/// </summary>
/// <param name="piece">A token's text in lower case.</param>
internal sealed class BeamSearch(IDecoderSteps steps, Func<int, string> piece, WordBias bias)
{
    public const int EndToken = 2;

    /// <summary>Texts followed at once.</summary>
    public const int Width = 4;

    /// <summary>Nats behind the best at which a text is given up.</summary>
    private const double Behind = 3;

    /// <summary>Tokens after which the model hardly remembers how two texts differed.</summary>
    private const int AlikeFor = 3;

    /// <summary>Texts given in the end.</summary>
    private const int MostTexts = 4;

    private readonly List<Text> _done = [];
    private float[] _odds = [];

    /// <summary>Tokens of the best text and of others nearly as good, best first.</summary>
    public List<List<int>> Run(int mostTokens)
    {
        steps.First();
        var candidates = new List<Text>();
        Expand(new Text(null, 0, 0, 0, WordBias.WordStart), 0, candidates);
        var live = Choose(candidates);
        for (var count = 1; live.Count > 0 && count < mostTokens; count++)
        {
            steps.Next([.. live.Select(static text => (text.Parent!.Row, text.Token))]);
            candidates.Clear();
            for (var row = 0; row < live.Count; row++) Expand(live[row], row, candidates);
            live = Choose(candidates);
        }
        _done.AddRange(live);
        return Texts();
    }

    /// <summary>All that may come after a text, however unlikely the rest of the choice makes it later.</summary>
    private void Expand(Text text, int row, List<Text> candidates)
    {
        text.Row = row;
        var logits = steps.Logits(row);
        var most = TensorPrimitives.Max(logits);
        if (_odds.Length != logits.Length) _odds = new float[logits.Length];
        TensorPrimitives.Subtract(logits, most, _odds);
        TensorPrimitives.Exp<float>(_odds, _odds);
        var total = Math.Log(TensorPrimitives.Sum<float>(_odds));
        var least = most - Behind - bias.Most;
        for (var token = 0; token < logits.Length; token++)
        {
            if (logits[token] < least) continue;
            var (state, change) = token == EndToken ? (WordBias.WordStart, bias.End(text.BiasState)) : bias.Advance(text.BiasState, piece(token));
            candidates.Add(new Text(text, token, text.Depth + 1, text.Score + logits[token] - most - total + change, state));
        }
    }

    private List<Text> Choose(List<Text> candidates)
    {
        candidates.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        var least = Math.Max(candidates[0].Score, _done.Count == 0 ? double.NegativeInfinity : _done.Max(static text => text.Score)) - Behind;
        var chosen = new List<Text>();
        foreach (var text in candidates)
        {
            if (text.Score < least) break;
            if (text.Token == EndToken) _done.Add(text);
            else if (chosen.Find(other => other.EndsLike(text, AlikeFor)) is { } winner) (winner.Merged ??= []).Add(text);
            else if (chosen.Count < Width) chosen.Add(text);
        }
        return chosen;
    }

    private List<List<int>> Texts()
    {
        var best = _done.MaxBy(static text => text.Score)!;
        var texts = _done.ConvertAll(static text => (Tokens: text.Tokens(), text.Score));
        for (var winner = best; winner is not null; winner = winner.Parent)
        {
            foreach (var loser in winner.Merged ?? [])
                texts.Add(([.. loser.Tokens(), .. best.Tokens().Skip(winner.Depth)], best.Score - winner.Score + loser.Score));
        }
        return [.. texts.OrderByDescending(static text => text.Score).Take(MostTexts).Select(static text => text.Tokens)];
    }

    /// <summary>A text, known by its last token and what stood before.</summary>
    private sealed class Text(Text? parent, int token, int depth, double score, int biasState)
    {
        public Text? Parent { get; } = parent;
        public int Token { get; } = token;
        public int Depth { get; } = depth;
        public double Score { get; } = score;
        public int BiasState { get; } = biasState;

        /// <summary>Where the model has it, once it was read.</summary>
        public int Row { get; set; }

        /// <summary>Texts that have become this one.</summary>
        public List<Text>? Merged { get; set; }

        public bool EndsLike(Text other, int count)
        {
            var (a, b) = (this, other);
            for (; count > 0; count--)
            {
                if (a!.Token != b!.Token || a.Depth == 0) return false;
                (a, b) = (a.Parent, b.Parent);
            }
            return true;
        }

        public List<int> Tokens()
        {
            var tokens = new List<int>(Depth);
            for (var text = this; text.Parent is not null; text = text.Parent)
            {
                if (text.Token != EndToken) tokens.Add(text.Token);
            }
            tokens.Reverse();
            return tokens;
        }
    }
}
