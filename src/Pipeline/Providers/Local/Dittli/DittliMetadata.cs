using System.Text.Json;

namespace Voxie.Pipeline.Providers.Local.Dittli;

/// <summary>What the voice's model calls things.</summary>
/// <param name="Symbols">Phones and punctuation; the place is the id.</param>
/// <param name="ToneOffset">Where English begins among the tones.</param>
internal sealed record DittliMetadata(IReadOnlyDictionary<string, int> Symbols, int ToneOffset, int LanguageId, int RateHz)
{
    /// <exception cref="InvalidDataException">Not such a file.</exception>
    public static DittliMetadata Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            return new DittliMetadata(
                root.GetProperty("symbols").EnumerateArray().Index().ToDictionary(symbol => symbol.Item.GetString()!, symbol => symbol.Index, StringComparer.Ordinal),
                root.GetProperty("tone_offset").GetInt32(),
                root.GetProperty("language_id").GetInt32(),
                root.GetProperty("sample_rate").GetInt32());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"{path} is no voice metadata: {e.Message}");
        }
    }
}
