using System.Globalization;
using System.Text;

namespace Voxie.Pipeline.Providers.Local.Moonshine;

/// <summary>
/// Turns token ids into text. The 32,000 pieces (Llama's) are read out of the base64 string in <c>llama-tokenizer.js</c>: one piece a
/// line, the line number is the id. Immutable.
/// </summary>
internal sealed class MoonshineVocabulary
{
    private const string Marker = "llama_vocab_base64 = \"";

    /// <summary>U+2581, the tokenizer's sign for a space.</summary>
    private const char SpaceSign = '▁';

    /// <summary>Unknown, start, end.</summary>
    private const int ControlPieces = 3;

    private readonly byte[][] _pieces;
    private readonly string[] _lower;

    private MoonshineVocabulary(byte[][] pieces)
    {
        _pieces = pieces;
        _lower = Array.ConvertAll(pieces, static piece => Encoding.UTF8.GetString(piece).ToLowerInvariant());
    }

    public int Count => _pieces.Length;

    /// <exception cref="InvalidDataException">The file does not hold the vocabulary.</exception>
    public static MoonshineVocabulary Read(string path)
    {
        var script = File.ReadAllText(path);
        var start = script.IndexOf(Marker, StringComparison.Ordinal);
        var end = start < 0 ? -1 : script.IndexOf('"', start + Marker.Length);
        if (end < 0) throw new InvalidDataException($"{path} holds no vocabulary ({Marker.TrimEnd('"')}...).");
        return Parse(script.AsSpan(start + Marker.Length, end - start - Marker.Length));
    }

    /// <exception cref="InvalidDataException">Not base64 of UTF-8 lines.</exception>
    public static MoonshineVocabulary Parse(ReadOnlySpan<char> base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64Chars(base64, bytes, out var count)) throw new InvalidDataException("The vocabulary is not base64.");
        var lines = Encoding.UTF8.GetString(bytes, 0, count).Split('\n');
        return new MoonshineVocabulary([.. lines.Select((piece, id) => id < ControlPieces ? [] : ToBytes(piece))]);
    }

    /// <summary>Pieces are joined as bytes, because one character may be spread over several; ids beyond the vocabulary are markers and say nothing.</summary>
    public string Decode(IEnumerable<int> ids)
    {
        var text = new List<byte>();
        foreach (var id in ids)
        {
            if (id >= 0 && id < _pieces.Length) text.AddRange(_pieces[id]);
        }
        return Encoding.UTF8.GetString([.. text]).Trim();
    }

    /// <summary>One token's text in lower case; of a token that is part of a letter, no letter.</summary>
    public string Lower(int id) => id >= 0 && id < _lower.Length ? _lower[id] : "";

    // <0x41> is the byte 0x41.
    private static byte[] ToBytes(string piece) =>
        piece is ['<', '0', 'x', _, _, '>'] && byte.TryParse(piece.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value)
            ? [value]
            : Encoding.UTF8.GetBytes(piece.Replace(SpaceSign, ' '));
}
