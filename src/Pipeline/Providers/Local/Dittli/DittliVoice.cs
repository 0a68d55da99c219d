using System.Numerics.Tensors;
using Voxie.Pipeline.Providers.Local.Onnx;

namespace Voxie.Pipeline.Providers.Local.Dittli;

/// <summary>
/// The dittli voice: a small VITS network (44.1 kHz, a man), and in front of it the pronunciation of English. Its expression is
/// random: the same sentence never sounds quite the same. Thread-safe.
/// </summary>
internal sealed class DittliVoice : ISynthesiser, IDisposable
{
    // Widths of the two text-feature inputs that this voice was trained to do without: given as zeros.
    private const int BertWidth = 1024;
    private const int JapaneseBertWidth = 768;

    private const float Expression = 0.333f;
    private const float RhythmVariation = 0.6f;
    private const float Pace = 1;

    /// <summary>Stands at both ends of the text and, as id 0, between all symbols.</summary>
    private const string Blank = "_";

    private readonly OnnxEnvironment _environment;
    private readonly OnnxSession _model;
    private readonly OnnxCall _speak;
    private readonly DittliMetadata _metadata;
    private readonly EnglishPronunciation _pronunciation;

    /// <exception cref="ModelFileMissingException">A file of the voice is not there.</exception>
    public DittliVoice(OnnxEnvironment environment, LocalModels models)
    {
        _environment = environment;
        _metadata = DittliMetadata.Read(models.Require(LocalModels.DittliMetadata));
        var dictionary = PronouncingDictionary.Read(models.Require(LocalModels.DittliDictionary));
        var spelling = SpellingModel.Read(models.Require(LocalModels.DittliSpelling));
        _pronunciation = new EnglishPronunciation(dictionary.Find, spelling.Guess);
        _model = environment.Open(models.Require(LocalModels.DittliVoice));
        _speak = _model.Prepare(
            ["x", "x_lengths", "sid", "tone", "language", "bert", "ja_bert", "noise_scale", "noise_scale_w", "length_scale"], ["audio"]);
    }

    public static IReadOnlyList<ModelFile> Files { get; } =
        [LocalModels.DittliVoice, LocalModels.DittliMetadata, LocalModels.DittliDictionary, LocalModels.DittliSpelling];

    public string Name => "dittli";

    public int RateHz => _metadata.RateHz;

    public short[] Synthesise(string text, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var phones = _pronunciation.Pronounce(text);
        if (!phones.Any(phone => char.IsAsciiLetter(phone[0]))) return [];

        using var options = new OnnxRunOptions(_environment);
        using var termination = cancellation.UnsafeRegister(static state => ((OnnxRunOptions)state!).Terminate(), options);
        var inputs = new List<OnnxValue>();
        var outputs = new OnnxValue?[1];
        try
        {
            AddInputs([Blank, .. phones, Blank], inputs);
            _speak.Run(inputs.ToArray(), outputs, options);
            return ToPcm(outputs[0]!.Data<float>());
        }
        catch (OnnxException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        finally
        {
            foreach (var value in inputs) value.Dispose();
            outputs[0]?.Dispose();
        }
    }

    public void Dispose() => _model.Dispose();

    /// <summary>In the order in which the call was prepared.</summary>
    private void AddInputs(IReadOnlyList<string> phones, List<OnnxValue> inputs)
    {
        var length = 2 * phones.Count + 1;
        var symbols = Add<long>(inputs, 1, length);
        Add<long>(inputs, 1)[0] = length;
        // One speaker: number 0.
        Add<long>(inputs, 1);
        var tones = Add<long>(inputs, 1, length);
        var languages = Add<long>(inputs, 1, length);
        for (var i = 0; i < phones.Count; i++)
        {
            var (symbol, tone) = Encode(phones[i]);
            symbols[2 * i + 1] = symbol;
            tones[2 * i + 1] = tone;
            languages[2 * i + 1] = _metadata.LanguageId;
        }
        Add<float>(inputs, 1, BertWidth, length);
        Add<float>(inputs, 1, JapaneseBertWidth, length);
        Add<float>(inputs, 1)[0] = Expression;
        Add<float>(inputs, 1)[0] = RhythmVariation;
        Add<float>(inputs, 1)[0] = Pace;
    }

    private Span<T> Add<T>(List<OnnxValue> inputs, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        var value = OnnxValue.Allocate<T>(_environment, shape);
        inputs.Add(value);
        return value.Data<T>();
    }

    /// <summary>A phone's stress digit is its tone, counted from 1; what has none (consonants, pauses) has tone 0.</summary>
    private (int Symbol, int Tone) Encode(string phone)
    {
        var stress = char.IsAsciiDigit(phone[^1]) ? phone[^1] - '0' + 1 : 0;
        var name = (stress > 0 ? phone[..^1] : phone).ToLowerInvariant();
        // The model's "v" is another language's.
        if (name == "v") name = "V";
        if (!_metadata.Symbols.TryGetValue(name, out var symbol)) symbol = _metadata.Symbols["UNK"];
        return (symbol, stress + _metadata.ToneOffset);
    }

    private static short[] ToPcm(Span<float> audio)
    {
        var pcm = new short[audio.Length];
        TensorPrimitives.Multiply(audio, short.MaxValue, audio);
        TensorPrimitives.ConvertSaturating<float, short>(audio, pcm);
        return pcm;
    }
}
