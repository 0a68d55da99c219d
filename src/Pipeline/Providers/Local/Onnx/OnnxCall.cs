namespace Voxie.Pipeline.Providers.Local.Onnx;

/// <summary>One way to run a model: a fixed list of inputs and outputs. Thread-safe; it allocates nothing but the values that ORT makes.</summary>
internal sealed unsafe class OnnxCall
{
    private readonly OnnxEnvironment _environment;
    private readonly OnnxHandle _session;
    private readonly nint[] _inputNames;
    private readonly nint[] _outputNames;

    internal OnnxCall(OnnxEnvironment environment, OnnxHandle session, nint[] inputNames, nint[] outputNames) =>
        (_environment, _session, _inputNames, _outputNames) = (environment, session, inputNames, outputNames);

    /// <param name="inputs">One value per prepared input.</param>
    /// <param name="outputs">One place per prepared output: a value there is written into, null is replaced by a new value that
    /// the caller must dispose.</param>
    /// <exception cref="OnnxException">ORT refused or was terminated; the places that were null still are.</exception>
    public void Run(ReadOnlySpan<OnnxValue> inputs, Span<OnnxValue?> outputs, OnnxRunOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(inputs.Length, _inputNames.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(outputs.Length, _outputNames.Length);
        var given = stackalloc nint[inputs.Length];
        for (var i = 0; i < inputs.Length; i++) given[i] = inputs[i].Handle;
        var wanted = stackalloc nint[outputs.Length];
        for (var i = 0; i < outputs.Length; i++) wanted[i] = outputs[i]?.Handle ?? 0;

        using (var session = _session.Borrow())
        {
            fixed (nint* inputNames = _inputNames, outputNames = _outputNames)
            {
                var run = (delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)_environment.Api[OnnxFunction.Run];
                _environment.Api.Check(run(session.Value, options?.Handle ?? 0,
                    inputNames, given, (nuint)inputs.Length, outputNames, (nuint)outputs.Length, wanted));
            }
        }
        for (var i = 0; i < outputs.Length; i++) outputs[i] ??= OnnxValue.Own(_environment, wanted[i]);
    }
}
