using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Voxie.Pipeline.Providers.Local.Dittli;

/// <summary>
/// Guesses how a word is pronounced from its letters: the g2p_en network, a gated recurrent encoder that reads the letters and a
/// decoder that says the phones. Weights come from a JSON file of base64 float arrays. Immutable; about a millisecond a word.
/// </summary>
internal sealed class SpellingModel
{
    private const string UnknownLetter = "<unk>";
    private const string End = "</s>";
    private const string Start = "<s>";

    /// <summary>Longer words than this many phones are a loop of the network.</summary>
    private const int MostPhones = 20;

    private readonly Dictionary<string, int> _letters;
    private readonly string[] _phones;
    private readonly Matrix _letterVectors;
    private readonly Matrix _phoneVectors;
    private readonly Gru _encoder;
    private readonly Gru _decoder;
    private readonly Matrix _choiceWeights;
    private readonly float[] _choiceBias;
    private readonly int _start;
    private readonly int _end;

    private SpellingModel(JsonElement file)
    {
        _letters = Strings(file, "graphemes").Index().ToDictionary(letter => letter.Item, letter => letter.Index, StringComparer.Ordinal);
        _phones = Strings(file, "phonemes");
        _start = Array.IndexOf(_phones, Start);
        _end = Array.IndexOf(_phones, End);
        _letterVectors = Matrix.Read(file, "enc_emb");
        _phoneVectors = Matrix.Read(file, "dec_emb");
        _encoder = new Gru(file, "enc");
        _decoder = new Gru(file, "dec");
        _choiceWeights = Matrix.Read(file, "fc_w");
        _choiceBias = Matrix.Read(file, "fc_b").Values;
    }

    /// <exception cref="InvalidDataException">Not such a model.</exception>
    public static SpellingModel Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new SpellingModel(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is no spelling model: {e.Message}");
        }
    }

    /// <summary>ARPAbet phones with stress.</summary>
    /// <param name="word">Lower case.</param>
    public string[] Guess(string word)
    {
        var hidden = new float[_encoder.Size];
        foreach (var letter in word)
        {
            if (!_letters.TryGetValue(letter.ToString(), out var number)) number = _letters[UnknownLetter];
            _encoder.Step(_letterVectors.Row(number), hidden);
        }
        _encoder.Step(_letterVectors.Row(_letters[End]), hidden);

        var phones = new List<string>();
        var scores = new float[_phones.Length];
        for (var phone = _start; phones.Count < MostPhones;)
        {
            _decoder.Step(_phoneVectors.Row(phone), hidden);
            _choiceWeights.Multiply(hidden, _choiceBias, scores);
            phone = TensorPrimitives.IndexOfMax<float>(scores);
            if (phone == _end) break;
            // <pad>, <unk> and <s> are no sounds.
            if (_phones[phone][0] != '<') phones.Add(_phones[phone]);
        }
        return [.. phones];
    }

    private static string[] Strings(JsonElement file, string name) => [.. file.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

    /// <summary>Rows of equal length; a vector is one column.</summary>
    private sealed record Matrix(float[] Values, int Columns)
    {
        public int Rows => Values.Length / Columns;

        public static Matrix Read(JsonElement file, string name)
        {
            var entry = file.GetProperty(name);
            var shape = entry.GetProperty("shape");
            var values = MemoryMarshal.Cast<byte, float>(entry.GetProperty("data").GetBytesFromBase64()).ToArray();
            return new Matrix(values, shape.GetArrayLength() == 2 ? shape[1].GetInt32() : 1);
        }

        public ReadOnlySpan<float> Row(int index) => Values.AsSpan(index * Columns, Columns);

        public void Multiply(ReadOnlySpan<float> vector, ReadOnlySpan<float> bias, Span<float> result)
        {
            for (var row = 0; row < Rows; row++) result[row] = TensorPrimitives.Dot(Row(row), vector) + bias[row];
        }
    }

    /// <summary>A gated recurrent unit with its gates in the order reset, update, new.</summary>
    private sealed class Gru(JsonElement file, string prefix)
    {
        private readonly Matrix _input = Matrix.Read(file, $"{prefix}_w_ih");
        private readonly Matrix _recurrent = Matrix.Read(file, $"{prefix}_w_hh");
        private readonly float[] _inputBias = Matrix.Read(file, $"{prefix}_b_ih").Values;
        private readonly float[] _recurrentBias = Matrix.Read(file, $"{prefix}_b_hh").Values;

        public int Size => _recurrent.Columns;

        /// <summary>Takes in one vector; <paramref name="hidden"/> becomes the new state.</summary>
        public void Step(ReadOnlySpan<float> vector, Span<float> hidden)
        {
            Span<float> given = new float[3 * Size];
            Span<float> kept = new float[3 * Size];
            _input.Multiply(vector, _inputBias, given);
            _recurrent.Multiply(hidden, _recurrentBias, kept);

            // reset and update gates
            var gates = given[..(2 * Size)];
            TensorPrimitives.Add(gates, kept[..(2 * Size)], gates);
            TensorPrimitives.Sigmoid(gates, gates);
            // candidate: tanh(given + reset * kept)
            var candidate = given[(2 * Size)..];
            TensorPrimitives.MultiplyAdd(gates[..Size], kept[(2 * Size)..], candidate, candidate);
            TensorPrimitives.Tanh(candidate, candidate);
            // hidden = candidate + update * (hidden - candidate)
            TensorPrimitives.Subtract(hidden, candidate, hidden);
            TensorPrimitives.MultiplyAdd(hidden, gates[Size..], candidate, hidden);
        }
    }
}
