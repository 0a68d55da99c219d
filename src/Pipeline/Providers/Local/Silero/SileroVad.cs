using Voxie.Pipeline.Listening;
using Voxie.Pipeline.Providers.Local.Onnx;

namespace Voxie.Pipeline.Providers.Local.Silero;

/// <summary>
/// Silero v5 at 8 kHz: windows of 32 ms, one inference for up to <see cref="MostRows"/> calls. The rows of a batch do not see each
/// other. It allocates nothing once each batch size has been seen. One listening thread only; the model itself is shared.
/// </summary>
internal sealed class SileroVad : IVoiceActivityDetector, IDisposable
{
    /// <summary>Larger batches gain nothing per call.</summary>
    public const int MostRows = 64;

    private const int Window = 256;

    /// <summary>End of the previous window, put before this one. Without it the model gives low values and no error.</summary>
    private const int Context = 32;
    private const int Row = Context + Window;
    private const int Layers = 2;
    private const int Width = 128;

    private readonly OnnxEnvironment _environment;
    private readonly OnnxCall _call;
    private readonly OnnxValue _input;
    private readonly OnnxValue _state;
    private readonly OnnxValue _rate;
    private readonly OnnxValue _output;
    private readonly OnnxValue _nextState;
    private readonly Batch?[] _batches = new Batch?[MostRows + 1];

    public SileroVad(OnnxEnvironment environment, OnnxSession model)
    {
        _environment = environment;
        _call = model.Prepare(["input", "state", "sr"], ["output", "stateN"]);
        _input = OnnxValue.Allocate<float>(environment, MostRows, Row);
        _state = OnnxValue.Allocate<float>(environment, Layers, MostRows, Width);
        _output = OnnxValue.Allocate<float>(environment, MostRows, 1);
        _nextState = OnnxValue.Allocate<float>(environment, Layers, MostRows, Width);
        _rate = OnnxValue.Allocate<long>(environment);
        _rate.Data<long>()[0] = 8000;
    }

    public int WindowSamples => Window;

    // A stream's state: the model's two layers, then the context.
    public VadStream NewStream() => new(Window, Layers * Width + Context);

    public void Detect(ReadOnlySpan<VadStream> streams)
    {
        while (!streams.IsEmpty)
        {
            var rows = Math.Min(streams.Length, MostRows);
            DetectBatch(streams[..rows]);
            streams = streams[rows..];
        }
    }

    public void Dispose()
    {
        // Views first: they lie over the values below.
        foreach (var batch in _batches) batch?.Dispose();
        _input.Dispose();
        _state.Dispose();
        _output.Dispose();
        _nextState.Dispose();
        _rate.Dispose();
    }

    private void DetectBatch(ReadOnlySpan<VadStream> streams)
    {
        var batch = _batches[streams.Length] ??= NewBatch(streams.Length);
        var input = batch.Inputs[0].Data<float>();
        var state = batch.Inputs[1].Data<float>();
        for (var n = 0; n < streams.Length; n++) Load(streams[n], n, streams.Length, input, state);

        _call.Run(batch.Inputs, batch.Outputs);

        var probability = batch.Outputs[0]!.Data<float>();
        var nextState = batch.Outputs[1]!.Data<float>();
        for (var n = 0; n < streams.Length; n++)
        {
            var kept = streams[n].State.AsSpan();
            for (var layer = 0; layer < Layers; layer++)
                nextState.Slice((layer * streams.Length + n) * Width, Width).CopyTo(kept[(layer * Width)..]);
            input.Slice(n * Row + Window, Context).CopyTo(kept[(Layers * Width)..]);
            streams[n].Probability = probability[n];
        }
    }

    private static void Load(VadStream stream, int n, int rows, Span<float> input, Span<float> state)
    {
        var kept = stream.State.AsSpan();
        var row = input.Slice(n * Row, Row);
        kept[(Layers * Width)..].CopyTo(row);
        for (var i = 0; i < Window; i++) row[Context + i] = stream.Window[i] / 32768f;
        for (var layer = 0; layer < Layers; layer++)
            kept.Slice(layer * Width, Width).CopyTo(state[((layer * rows + n) * Width)..]);
    }

    private Batch NewBatch(int rows) => new(
        [_input.View<float>(_environment, rows, Row), _state.View<float>(_environment, Layers, rows, Width), _rate],
        [_output.View<float>(_environment, rows, 1), _nextState.View<float>(_environment, Layers, rows, Width)]);

    private sealed record Batch(OnnxValue[] Inputs, OnnxValue?[] Outputs) : IDisposable
    {
        public void Dispose()
        {
            // The rate is shared by all batches.
            foreach (var value in Inputs[..2]) value.Dispose();
            foreach (var value in Outputs) value!.Dispose();
        }
    }
}
