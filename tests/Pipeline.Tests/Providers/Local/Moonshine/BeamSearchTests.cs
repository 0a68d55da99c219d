using Voxie.Pipeline.Providers.Local.Moonshine;

namespace Voxie.Pipeline.Tests.Providers.Local.Moonshine;

public sealed class BeamSearchTests
{
    /// <summary>By token; the first three are the model's own.</summary>
    private static readonly string[] Pieces = ["", "", "", " by", " tr", "end", "am", "?", " the", " bus", " bust"];

    [Fact]
    public void A_sure_model_is_asked_once_a_token()
    {
        var model = new TableModel(("", " by 1"), (" by", " the 1"), (" by the", " bus 1"), (" by the bus", "$ 1"));
        Assert.Equal([" by the bus"], Run(model));
        Assert.Equal([1, 1, 1], model.Widths);
    }

    [Fact]
    public void A_text_that_begins_less_likely_may_end_the_likeliest()
    {
        var model = new TableModel(("", " tr 0.6, by 0.4"), (" tr", "end 0.4,am 0.3,? 0.3"), (" by", " bus 1"), (" by bus", "$ 1"), (" trend", "$ 1"), (" tram", "$ 1"), (" tr?", "$ 1"));
        Assert.Equal(" by bus", Run(model)[0]);
    }

    [Fact]
    public void An_expected_word_wins_where_it_sounds_nearly_as_likely()
    {
        (string, string)[] table = [("", " tr 1"), (" tr", "end 0.75,am 0.25"), (" trend", "? 1"), (" tram", "? 1"), (" trend?", "$ 1"), (" tram?", "$ 1")];
        Assert.Equal([" trend?", " tram?"], Run(new TableModel(table)));
        Assert.Equal([" tram?", " trend?"], Run(new TableModel(table), "tram"));
    }

    [Fact]
    public void An_expected_word_that_nobody_said_is_not_made_up()
    {
        var model = new TableModel(("", " tr 1"), (" tr", "end 0.99,am 0.01"), (" trend", "$ 1"), (" tram", "$ 1"));
        Assert.Equal(" trend", Run(model, "tram")[0]);
    }

    [Fact]
    public void Texts_that_go_on_alike_are_followed_as_one_and_both_are_told()
    {
        var model = new TableModel(
            ("", " bus 0.7, bust 0.3"), (" bus", " by 1"), (" bust", " by 1"), (" bus by", " the 1"), (" bust by", " the 1"), (" bus by the", " tr 1"), (" bust by the", " tr 1"),
            (" bus by the tr", "am 1"), (" bus by the tram", "$ 1"));
        Assert.Equal([" bus by the tram", " bust by the tram"], Run(model));
        Assert.Equal([2, 2, 2, 1, 1], model.Widths);
    }

    [Fact]
    public void No_more_texts_are_followed_than_is_affordable()
    {
        var all = string.Join(',', Pieces.Skip(3).Select(static piece => $"{piece} 0.125"));
        var model = new TableModel(("", all)) { Otherwise = all };
        Run(model);
        Assert.All(model.Widths, static width => Assert.InRange(width, 1, BeamSearch.Width));
    }

    [Fact]
    public void A_model_in_a_loop_is_stopped()
    {
        var model = new TableModel { Otherwise = " the 1" };
        Assert.Equal(" the the the the the", Assert.Single(Run(model, mostTokens: 5)));
    }

    private static List<string> Run(TableModel model, string? expected = null, int mostTokens = 20)
    {
        var bias = expected is null ? WordBias.None : new WordBias([new(expected, 1)]);
        return new BeamSearch(model, static token => Pieces[token], bias).Run(mostTokens).ConvertAll(static tokens => string.Concat(tokens.Select(static token => Pieces[token])));
    }

    /// <summary>What comes after a text, with its odds; "$" is the end.</summary>
    private sealed class TableModel(params (string After, string Odds)[] table) : IDecoderSteps
    {
        private List<string> _texts = [];

        public string Otherwise { get; init; } = "$ 1";

        /// <summary>Texts read at each step.</summary>
        public List<int> Widths { get; } = [];

        public void First() => _texts = [""];

        public void Next(ReadOnlySpan<(int Row, int Token)> texts)
        {
            var next = new List<string>();
            foreach (var (row, token) in texts) next.Add(_texts[row] + Pieces[token]);
            _texts = next;
            Widths.Add(texts.Length);
        }

        public ReadOnlySpan<float> Logits(int row)
        {
            var logits = Enumerable.Repeat(-30f, Pieces.Length).ToArray();
            var odds = table.FirstOrDefault(line => line.After == _texts[row]).Odds ?? Otherwise;
            foreach (var option in odds.Split(','))
            {
                var cut = option.LastIndexOf(' ');
                var token = option[..cut] == "$" ? BeamSearch.EndToken : Array.IndexOf(Pieces, option[..cut]);
                logits[token] = MathF.Log(float.Parse(option[(cut + 1)..], System.Globalization.CultureInfo.InvariantCulture));
            }
            return logits;
        }
    }
}
