using System.IO.Compression;
using System.Text.RegularExpressions;
using Voxie.Pipeline.Audio;

namespace Voxie.TestKit;

/// <summary>Recorded human speech with its text: the prompts of Debian's asterisk-core-sounds-en-wav, 8 kHz PCM16.</summary>
public static partial class HumanPrompts
{
    private const string Sounds = "/usr/share/asterisk/sounds/en_US_f_Allison";
    private const string Texts = "/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz";

    /// <summary>Misspelt in the list; the speaker says them right.</summary>
    private static readonly (string Written, string Said)[] Misspelt =
        [("represenatives", "representatives"), ("Un-indentified", "Unidentified"), ("witheld", "withheld")];

    /// <summary>Null when they are installed; else what is missing and the remedy.</summary>
    public static string? Missing =>
        Directory.Exists(Sounds) && File.Exists(Texts)
            ? null
            : "The human prompts are not installed. Remedy: apt-get install asterisk-core-sounds-en-wav (and keep /usr/share/doc/asterisk-core-sounds-en).";

    /// <summary>Every prompt that is speech, in the order of the list.</summary>
    public static IReadOnlyList<HumanPrompt> All()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Texts), CompressionMode.Decompress));
        var prompts = new List<HumanPrompt>();
        while (reader.ReadLine() is { } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[0] == ';') continue;
            var prompt = new HumanPrompt(line[..colon], Clean(line[(colon + 1)..]), Path.Combine(Sounds, line[..colon] + ".wav"));
            if (prompt.Words > 0 && !prompt.Name.StartsWith("silence/", StringComparison.Ordinal) && File.Exists(prompt.Path)) prompts.Add(prompt);
        }
        return prompts;
    }

    /// <summary>Those of at least three words and at most 16 s: the corpus of the recognition figures.</summary>
    public static IReadOnlyList<HumanPrompt> Sentences() => [.. All().Where(prompt => prompt.Words >= 3 && prompt.Seconds <= 16)];

    private static string Clean(string text)
    {
        foreach (var (written, said) in Misspelt) text = text.Replace(written, said, StringComparison.Ordinal);
        return Remark().Replace(text, "").Trim();
    }

    /// <summary>"(simple tone sound plays)": about the sound, and not spoken.</summary>
    [GeneratedRegex(@"[(\[][^)\]]*[)\]]")]
    private static partial Regex Remark();

    /// <summary>One prompt by its name, e.g. <c>auth-thankyou</c>.</summary>
    public static HumanPrompt Find(string name) => All().First(prompt => prompt.Name == name);
}

/// <param name="Text">What is said, as written in the list.</param>
public sealed record HumanPrompt(string Name, string Text, string Path)
{
    /// <summary>As written: "H.323" is one.</summary>
    public int Words => Text.Split(' ').Count(word => word.Any(char.IsLetterOrDigit));

    /// <summary>8 kHz, two bytes a sample, 44 bytes of header.</summary>
    public double Seconds => (new FileInfo(Path).Length - 44) / 16000.0;

    /// <summary>The recording, PCM16 at 8 kHz.</summary>
    public short[] Read() => WavFile.Read(Path).ToMono();
}
