using System.Numerics.Tensors;
using Voxie.Pipeline.Providers.Local.Onnx;

namespace Voxie.Pipeline.Providers.Local.Moonshine;

/// <summary>
/// The decoder's loop: one token a step, the most likely one. The first step computes the keys and values of the audio (kept to the
/// end) and of the first token; each later step takes the previous step's and gives its own. They are handed from step to step as
/// they are, without a copy. Thread-safe.
/// </summary>
/// <remarks>
/// The published model now and then begins with the end token on real speech, above all on spoken digits: the caller would be
/// answered as if silent. So the end token is forbidden at the first step. The price is a made-up word when there was no speech
/// at all, which is why this must only run behind voice activity detection.
/// </remarks>
internal sealed class MoonshineDecoder
{
    private const int StartToken = 1;
    private const int EndToken = 2;
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
    public List<int> Decode(OnnxValue hidden, int audioSamples, OnnxRunOptions options)
    {
        var mostTokens = (int)Math.Ceiling(audioSamples / (double)MoonshineModel.RateHz * MostTokensPerSecond);
        var tokens = new List<int>(mostTokens);
        using var step = new Step(this, hidden);
        for (var token = step.First(options); token != EndToken && tokens.Count < mostTokens; token = step.Next(token, options))
            tokens.Add(token);
        return tokens;
    }

    /// <summary>The values of one decoding in progress.</summary>
    private sealed class Step : IDisposable
    {
        private const int PastStart = 3;

        private readonly MoonshineDecoder _decoder;
        private readonly OnnxValue[] _inputs;
        private readonly OnnxValue _logits;

        public Step(MoonshineDecoder decoder, OnnxValue hidden)
        {
            _decoder = decoder;
            var environment = decoder._environment;
            _inputs = new OnnxValue[PastStart + decoder._pastCount];
            _inputs[0] = OnnxValue.Allocate<long>(environment, 1, 1);
            _inputs[1] = hidden;
            _inputs[2] = OnnxValue.Allocate<bool>(environment, 1);
            for (var i = PastStart; i < _inputs.Length; i++) _inputs[i] = OnnxValue.Allocate<float>(environment, decoder._emptyPast);
            _logits = OnnxValue.Allocate<float>(environment, 1, 1, VocabularySize);
        }

        public int First(OnnxRunOptions options)
        {
            _inputs[0].Data<long>()[0] = StartToken;
            var outputs = new OnnxValue?[1 + _decoder._pastCount];
            outputs[0] = _logits;
            _decoder._first.Run(_inputs, outputs, options);
            for (var i = 0; i < _decoder._pastCount; i++) Replace(i, outputs[1 + i]!);
            _inputs[2].Data<bool>()[0] = true;
            _logits.Data<float>()[EndToken] = float.NegativeInfinity;
            return TensorPrimitives.IndexOfMax(_logits.Data<float>());
        }

        public int Next(int token, OnnxRunOptions options)
        {
            _inputs[0].Data<long>()[0] = token;
            var outputs = new OnnxValue?[1 + _decoder._pastCount / 2];
            outputs[0] = _logits;
            _decoder._next.Run(_inputs, outputs, options);
            var place = 1;
            for (var i = 0; i < _decoder._pastCount; i++)
            {
                if (_decoder._isText[i]) Replace(i, outputs[place++]!);
            }
            return TensorPrimitives.IndexOfMax(_logits.Data<float>());
        }

        public void Dispose()
        {
            // The hidden states belong to the caller.
            for (var i = 0; i < _inputs.Length; i++)
            {
                if (i != 1) _inputs[i].Dispose();
            }
            _logits.Dispose();
        }

        private void Replace(int past, OnnxValue value)
        {
            _inputs[PastStart + past].Dispose();
            _inputs[PastStart + past] = value;
        }
    }
}
