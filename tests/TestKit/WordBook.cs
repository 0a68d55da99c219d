using System.Text;

namespace Voxie.TestKit;

/// <summary>
/// Speech that can be read back: every word said is a stretch of one sample value of its own. A voice that speaks by it, and an ear
/// that hears by it, tell to the sample which words were said and how much of them.
/// </summary>
public sealed class WordBook
{
    private const short FirstValue = 1000;
    private readonly List<string> _words = [];

    /// <summary>A sample value that counts as speech and as no word: a cough.</summary>
    public const short Noise = 900;

    /// <summary>Samples of <paramref name="text"/>, each word <paramref name="wordMs"/> long, without pauses.</summary>
    public short[] Speak(string text, int rateHz, int wordMs = 250)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var length = rateHz * wordMs / 1000;
        var samples = new short[words.Length * length];
        for (var i = 0; i < words.Length; i++)
        {
            samples.AsSpan(i * length, length).Fill((short)(FirstValue + _words.Count));
            _words.Add(words[i]);
        }
        return samples;
    }

    /// <summary>The words of which at least half of <paramref name="wordMs"/> is there, in order.</summary>
    public string Read(IReadOnlyList<short> samples, int rateHz, int wordMs = 250)
    {
        var least = rateHz * wordMs / 2000;
        var text = new StringBuilder();
        for (var i = 0; i < samples.Count;)
        {
            var from = i;
            while (i < samples.Count && samples[i] == samples[from]) i++;
            var word = samples[from] - FirstValue;
            if (word < 0 || word >= _words.Count || i - from < least) continue;
            if (text.Length > 0) text.Append(' ');
            text.Append(_words[word]);
        }
        return text.ToString();
    }
}
