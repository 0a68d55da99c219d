using System.IO.Compression;
using System.Text.RegularExpressions;
using Voxie.Interop.Audio;

namespace Voxie.Interop.Speech;

/// <summary>
/// Human speech with known words: the prompts of Debian's asterisk-core-sounds-en(-wav), 8 kHz, spoken by Allison Smith.
/// All of at least three words and at most 16 s whose transcript is only words: 256.
/// </summary>
internal static partial class Prompts
{
    private const string Transcripts = "/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz";
    private const string Sounds = "/usr/share/asterisk/sounds/en";
    private const double LongestSeconds = 16;

    public static IReadOnlyList<Prompt> All { get; } = [.. Load()];

    /// <summary>One prompt by the name of its file.</summary>
    public static Prompt Named(string name) => All.Single(prompt => prompt.Name == name);

    private static IEnumerable<Prompt> Load()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Transcripts), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.StartsWith(';') || colon < 0)
            {
                continue;
            }

            var (name, text) = (line[..colon].Trim(), line[(colon + 1)..].Trim());
            var path = Path.Combine(Sounds, name + ".wav");
            // Brackets tell of sounds that are no words.
            if (text.AsSpan().ContainsAny('[', '(') || Word().Count(text) < 3 || !File.Exists(path))
            {
                continue;
            }

            var samples = Wav.Read(path);
            if (samples.Length <= LongestSeconds * Wav.RateHz)
            {
                yield return new Prompt(name, text, samples);
            }
        }
    }

    [GeneratedRegex("[A-Za-z0-9']+")]
    private static partial Regex Word();
}

internal sealed record Prompt(string Name, string Text, short[] Samples);
