using Voxie.Pipeline.Providers.Local.Onnx;

namespace Voxie.Pipeline.Providers.Local.Moonshine;

internal sealed partial class MoonshineDecoder
{
    /// <summary>The values of one decoding in progress: several texts in one run cost little more than one, for the weights are read once.</summary>
    private sealed class Decoding : IDecoderSteps, IDisposable
    {
        private const int PastStart = 3;

        private readonly MoonshineDecoder _decoder;
        private readonly OnnxRunOptions _options;
        private readonly OnnxValue _hidden;

        /// <summary>Token, hidden states, switch, past; as the next run gets them. Those of the audio are views for more than one row.</summary>
        private readonly OnnxValue[] _inputs;

        /// <summary>Keys and values of the audio, as the first step gave them; null where the past is the text's.</summary>
        private readonly OnnxValue?[] _audio;

        /// <summary>The same, once for each row that may be followed; made when the first two texts part.</summary>
        private OnnxValue?[]? _audioRows;
        private readonly List<OnnxValue> _views = [];
        private OnnxValue _logits;
        private int _rows = 1;

        public Decoding(MoonshineDecoder decoder, OnnxValue hidden, OnnxRunOptions options)
        {
            (_decoder, _hidden, _options) = (decoder, hidden, options);
            var environment = decoder._environment;
            _inputs = new OnnxValue[PastStart + decoder._pastCount];
            _audio = new OnnxValue?[decoder._pastCount];
            _inputs[0] = OnnxValue.Allocate<long>(environment, 1, 1);
            _inputs[1] = hidden;
            _inputs[2] = OnnxValue.Allocate<bool>(environment, 1);
            for (var i = PastStart; i < _inputs.Length; i++) _inputs[i] = OnnxValue.Allocate<float>(environment, decoder._emptyPast);
            _logits = OnnxValue.Allocate<float>(environment, 1, 1, VocabularySize);
        }

        public void First()
        {
            _inputs[0].Data<long>()[0] = StartToken;
            var outputs = new OnnxValue?[1 + _decoder._pastCount];
            outputs[0] = _logits;
            _decoder._first.Run(_inputs, outputs, _options);
            for (var i = 0; i < _decoder._pastCount; i++)
            {
                Replace(i, outputs[1 + i]!);
                if (!_decoder._isText[i]) _audio[i] = outputs[1 + i];
            }
            _inputs[2].Data<bool>()[0] = true;
            _logits.Data<float>()[EndToken] = float.NegativeInfinity;
        }

        public void Next(ReadOnlySpan<(int Row, int Token)> texts)
        {
            Arrange(texts);
            for (var row = 0; row < texts.Length; row++) _inputs[0].Data<long>()[row] = texts[row].Token;
            var outputs = new OnnxValue?[1 + _decoder._pastCount / 2];
            outputs[0] = _logits;
            _decoder._next.Run(_inputs, outputs, _options);
            var place = 1;
            for (var i = 0; i < _decoder._pastCount; i++)
            {
                if (_decoder._isText[i]) Replace(i, outputs[place++]!);
            }
        }

        public ReadOnlySpan<float> Logits(int row) => _logits.Data<float>().Slice(row * VocabularySize, VocabularySize);

        public void Dispose()
        {
            foreach (var view in _views) view.Dispose();
            foreach (var value in _audioRows ?? []) value?.Dispose();
            foreach (var value in _audio) value?.Dispose();
            // The hidden states belong to the caller; what was disposed above is disposed twice, which does no harm.
            for (var i = 0; i < _inputs.Length; i++)
            {
                if (_inputs[i] != _hidden) _inputs[i].Dispose();
            }
            _logits.Dispose();
        }

        /// <summary>Puts each text's past into its new row.</summary>
        private void Arrange(ReadOnlySpan<(int Row, int Token)> texts)
        {
            var asBefore = texts.Length == _rows;
            for (var row = 0; row < texts.Length; row++) asBefore &= texts[row].Row == row;
            if (asBefore) return;
            for (var i = 0; i < _decoder._pastCount; i++)
            {
                if (_decoder._isText[i]) Replace(i, Gather(_inputs[PastStart + i], texts));
            }
            if (texts.Length == _rows) return;
            _rows = texts.Length;
            var environment = _decoder._environment;
            _inputs[0].Dispose();
            _inputs[0] = OnnxValue.Allocate<long>(environment, _rows, 1);
            _logits.Dispose();
            _logits = OnnxValue.Allocate<float>(environment, _rows, 1, VocabularySize);
            ShowAudio();
        }

        private OnnxValue Gather(OnnxValue past, ReadOnlySpan<(int Row, int Token)> texts)
        {
            var shape = past.Shape();
            shape[0] = texts.Length;
            var gathered = OnnxValue.Allocate<float>(_decoder._environment, shape);
            var from = past.Data<float>();
            var to = gathered.Data<float>();
            var length = to.Length / texts.Length;
            for (var row = 0; row < texts.Length; row++) from.Slice(texts[row].Row * length, length).CopyTo(to[(row * length)..]);
            return gathered;
        }

        /// <summary>Shows the audio once to each row.</summary>
        private void ShowAudio()
        {
            var environment = _decoder._environment;
            if (_rows > 1) _audioRows ??= Array.ConvertAll(_audio, value => value is null ? null : Repeat(value, BeamSearch.Width));
            foreach (var view in _views) view.Dispose();
            _views.Clear();
            for (var i = 0; i < _decoder._pastCount; i++)
            {
                if (_audio[i] is not { } once) continue;
                if (_rows == 1)
                {
                    _inputs[PastStart + i] = once;
                    continue;
                }
                var shape = once.Shape();
                shape[0] = _rows;
                var view = _audioRows![i]!.View<float>(environment, shape);
                _views.Add(view);
                _inputs[PastStart + i] = view;
            }
        }

        private OnnxValue Repeat(OnnxValue value, int rows)
        {
            var shape = value.Shape();
            shape[0] = rows;
            var repeated = OnnxValue.Allocate<float>(_decoder._environment, shape);
            var from = value.Data<float>();
            var to = repeated.Data<float>();
            for (var row = 0; row < rows; row++) from.CopyTo(to[(row * from.Length)..]);
            return repeated;
        }

        private void Replace(int past, OnnxValue value)
        {
            _inputs[PastStart + past].Dispose();
            _inputs[PastStart + past] = value;
        }
    }
}
