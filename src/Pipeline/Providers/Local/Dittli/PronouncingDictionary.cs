using System.Runtime.InteropServices;
using System.Text.Json;

namespace Voxie.Pipeline.Providers.Local.Dittli;

/// <summary>
/// Words and how they are pronounced: CMUdict as one JSON object of word to ARPAbet phones (<c>"HELLO":["HH","AH0","L","OW1"]</c>).
/// Kept in a few megabytes: all pronunciations lie in one array. Immutable.
/// </summary>
internal sealed class PronouncingDictionary
{
    private readonly Dictionary<string, (int Start, byte Count)> _words = new(130_000, StringComparer.Ordinal);
    private readonly List<string> _phones = [];
    private readonly byte[] _pronunciations;

    private PronouncingDictionary(ReadOnlySpan<byte> json)
    {
        var pronunciations = new List<byte>(900_000);
        var known = new Dictionary<string, byte>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json);
        var (word, start) = ("", 0);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    (word, start) = (reader.GetString()!, pronunciations.Count);
                    break;
                case JsonTokenType.String:
                    pronunciations.Add(Number(reader.GetString()!, known));
                    break;
                case JsonTokenType.EndArray:
                    _words[word] = (start, checked((byte)(pronunciations.Count - start)));
                    break;
            }
        }
        _pronunciations = [.. pronunciations];
    }

    public int Count => _words.Count;

    /// <exception cref="InvalidDataException">Not such a dictionary.</exception>
    public static PronouncingDictionary Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or OverflowException)
        {
            throw new InvalidDataException($"{path} is no pronouncing dictionary: {e.Message}");
        }
    }

    public static PronouncingDictionary Parse(ReadOnlySpan<byte> json) => new(json);

    /// <summary>ARPAbet phones with stress, or null for a word that is not there.</summary>
    /// <param name="word">Upper case.</param>
    public string[]? Find(string word)
    {
        if (!_words.TryGetValue(word, out var place)) return null;
        var phones = new string[place.Count];
        for (var i = 0; i < phones.Length; i++) phones[i] = _phones[_pronunciations[place.Start + i]];
        return phones;
    }

    private byte Number(string phone, Dictionary<string, byte> known)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(known, phone, out var exists);
        if (exists) return number;
        number = checked((byte)_phones.Count);
        _phones.Add(phone);
        return number;
    }
}
