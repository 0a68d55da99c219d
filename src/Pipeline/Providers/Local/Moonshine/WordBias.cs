using System.Collections.Frozen;
using Voxie.Pipeline.SpeechToText;

namespace Voxie.Pipeline.Providers.Local.Moonshine;

/// <summary>
/// A leaning towards expected words while text is made piece by piece (shallow fusion): a tree of their letters. What a word adds to
/// the score is given as its letters come, so that its beginning is not given up too early, and taken back when the text turns into
/// another word. It works on letters, not pieces: however a word is cut, it is the same word. Immutable.
/// </summary>
internal sealed class WordBias
{
    /// <summary>Nats that a whole expected word of weight 1 adds: it wins where it is at least a quarter as likely by sound.</summary>
    public const double WholeWord = 1.5;

    /// <summary>State at the beginning of a word.</summary>
    public const int WordStart = 0;

    /// <summary>State inside a word that is none of ours.</summary>
    private const int Elsewhere = -1;

    private readonly List<Node> _nodes = [new()];

    /// <summary>Leans towards nothing.</summary>
    public static WordBias None { get; } = new([]);

    public WordBias(IEnumerable<ExpectedWord> words)
    {
        foreach (var word in words) Add(word.Text.ToLowerInvariant(), word.Weight);
        foreach (var node in _nodes) node.Next = node.Growing.ToFrozenDictionary();
    }

    /// <summary>The most that one piece can add.</summary>
    public double Most => _nodes.Count == 1 ? 0 : WholeWord;

    /// <summary>Takes a piece into account.</summary>
    /// <param name="state"><see cref="WordStart"/>, or what the last call gave.</param>
    /// <param name="piece">In lower case; a space before its first letter when a word begins.</param>
    /// <returns>The new state, and what the score changes by.</returns>
    public (int State, double Change) Advance(int state, string piece)
    {
        var change = 0.0;
        foreach (var letter in piece)
        {
            if (!IsOfWord(letter))
            {
                change += End(state);
                state = WordStart;
            }
            else if (state != Elsewhere)
            {
                var next = _nodes[state].Next.GetValueOrDefault(letter, Elsewhere);
                change += Promised(next) - Promised(state);
                state = next;
            }
        }
        return (state, change);
    }

    /// <summary>The text ends here, or a new word begins: what was given for a word that is not whole is taken back.</summary>
    public double End(int state) => state is Elsewhere ? 0 : _nodes[state].Whole - Promised(state);

    private double Promised(int state) => state is Elsewhere ? 0 : _nodes[state].Promised;

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || letter == '\'';

    private void Add(string word, double weight)
    {
        var at = WordStart;
        for (var i = 0; i < word.Length; i++)
        {
            if (!_nodes[at].Growing.TryGetValue(word[i], out var next))
            {
                next = _nodes.Count;
                _nodes[at].Growing[word[i]] = next;
                _nodes.Add(new Node());
            }
            at = next;
            _nodes[at].Promised = Math.Max(_nodes[at].Promised, WholeWord * weight * (i + 1) / word.Length);
        }
        _nodes[at].Whole = Math.Max(_nodes[at].Whole, WholeWord * weight);
    }

    private sealed class Node
    {
        public Dictionary<char, int> Growing { get; } = [];
        public FrozenDictionary<char, int> Next { get; set; } = FrozenDictionary<char, int>.Empty;

        /// <summary>Given so far to a word that begins like this.</summary>
        public double Promised { get; set; }

        /// <summary>Due when the word ends here.</summary>
        public double Whole { get; set; }
    }
}
