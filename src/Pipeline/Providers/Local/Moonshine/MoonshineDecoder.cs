using Voxie.Pipeline.Providers.Local.Onnx;

namespace Voxie.Pipeline.Providers.Local.Moonshine;

/// <summary>
/// The decoder: one token a step. The first step computes the keys and values of the audio (kept to the end) and of the first token;
/// each later step takes the previous step's and gives its own, handed on without a copy as long as one text is followed. Thread-safe.
/// </summary>
/// <remarks>
/// The published model now and then begins with the end token on real speech, above all on spoken digits: the caller would be
/// answered as if silent. So the end token is forbidden at the first step. The price is a made-up word when there was no speech
/// at all, which is why this must only run behind voice activity detection.
/// </remarks>
internal sealed partial class MoonshineDecoder
{
    private const int StartToken = 1;
    private const int EndToken = BeamSearch.EndToken;
    private const int VocabularySize = 32768;

    /// <summary>More tokens a second than anyone speaks: the model has fallen into a loop.</summary>
    private const double MostTokensPerSecond = 6.5;

    private readonly OnnxEnvironment _environment;
    private readonly OnnxCall _first;
    private readonly OnnxCall _next;
    private readonly long[] _emptyPast;

    /// <summary>Per value of the past: grows with the text, or stands for the audio.</summary>
    private readonly bool[] _isText;

    /// <summary>Values in the past: per layer key and value, of the decoder (text) and of the encoder (audio).</summary>
    private readonly int _pastCount;

    public MoonshineDecoder(OnnxEnvironment environment, OnnxSession model)
    {
        _environment = environment;
        var past = model.Inputs.Where(name => name.StartsWith("past_key_values.", StringComparison.Ordinal)).ToArray();
        var present = past.Select(name => name.Replace("past_key_values.", "present.", StringComparison.Ordinal)).ToArray();
        _pastCount = past.Length;
        _isText = [.. past.Select(name => name.Contains(".decoder.", StringComparison.Ordinal))];
        string[] inputs = ["input_ids", "encoder_hidden_states", "use_cache_branch", .. past];
        _first = model.Prepare(inputs, ["logits", .. present]);
        // Later steps give dummies for the audio's part: not asked for.
        _next = model.Prepare(inputs, ["logits", .. present.Where((_, i) => _isText[i])]);
        var shape = model.InputShape(past[0]);
        _emptyPast = [0, shape[1], 1, shape[3]];
    }

    /// <param name="hidden">The encoder's output.</param>
    /// <param name="audioSamples">At 16 kHz, for the limit of steps.</param>
    /// <param name="piece">A token's text in lower case.</param>
    /// <returns>The best text and others nearly as good, best first.</returns>
    public List<List<int>> Decode(OnnxValue hidden, int audioSamples, Func<int, string> piece, WordBias bias, OnnxRunOptions options)
    {
        var mostTokens = (int)Math.Ceiling(audioSamples / (double)MoonshineModel.RateHz * MostTokensPerSecond);
        using var steps = new Decoding(this, hidden, options);
        return new BeamSearch(steps, piece, bias).Run(mostTokens);
    }
}
