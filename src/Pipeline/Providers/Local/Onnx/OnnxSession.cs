using System.Runtime.InteropServices;

namespace Voxie.Pipeline.Providers.Local.Onnx;

/// <summary>A loaded model. Runs may go on in several threads at once (ORT's contract); one session serves the whole process.</summary>
internal sealed unsafe class OnnxSession : IDisposable
{
    private readonly OnnxEnvironment _environment;
    private readonly OnnxHandle _handle;

    // UTF-8, made once; they live as long as the process needs the model, which is as long as the process.
    private readonly Dictionary<string, nint> _inputNames;
    private readonly Dictionary<string, nint> _outputNames;

    internal OnnxSession(OnnxEnvironment environment, OnnxHandle handle)
    {
        (_environment, _handle) = (environment, handle);
        using var session = handle.Borrow();
        Inputs = ReadNames(session.Value, OnnxFunction.SessionGetInputCount, OnnxFunction.SessionGetInputName);
        Outputs = ReadNames(session.Value, OnnxFunction.SessionGetOutputCount, OnnxFunction.SessionGetOutputName);
        _inputNames = Inputs.ToDictionary(name => name, Marshal.StringToCoTaskMemUTF8, StringComparer.Ordinal);
        _outputNames = Outputs.ToDictionary(name => name, Marshal.StringToCoTaskMemUTF8, StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Inputs { get; }
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>Dimensions that an input declares; -1 where any size goes.</summary>
    public long[] InputShape(string name)
    {
        var index = Inputs.ToList().IndexOf(name);
        if (index < 0) throw new OnnxException($"The model has no input {name}.");
        using var session = _handle.Borrow();
        var type = _environment.Api.Make(OnnxFunction.SessionGetInputTypeInfo, session.Value, index);
        try
        {
            // The tensor view belongs to the type info.
            return OnnxValue.ReadShape(_environment.Api, _environment.Api.Make(OnnxFunction.CastTypeInfoToTensorInfo, type));
        }
        finally
        {
            _environment.Api.Release(OnnxFunction.ReleaseTypeInfo, type);
        }
    }

    /// <summary>Fixes which inputs are given and which outputs are wanted, in that order.</summary>
    /// <exception cref="OnnxException">The model does not have one of them: it is another model than we know.</exception>
    public OnnxCall Prepare(IEnumerable<string> inputs, IEnumerable<string> outputs) =>
        new(_environment, _handle, [.. inputs.Select(name => Find(_inputNames, name))], [.. outputs.Select(name => Find(_outputNames, name))]);

    public void Dispose() => _handle.Dispose();

    private static nint Find(Dictionary<string, nint> names, string name) =>
        names.TryGetValue(name, out var utf8) ? utf8 : throw new OnnxException($"The model has no {name}; it has {string.Join(", ", names.Keys)}.");

    private string[] ReadNames(nint session, OnnxFunction count, OnnxFunction name)
    {
        var api = _environment.Api;
        var allocator = api.Make(OnnxFunction.GetAllocatorWithDefaultOptions);
        var names = new string[(int)api.Make(count, session)];
        for (var i = 0; i < names.Length; i++)
        {
            nint text;
            api.Check(((delegate* unmanaged<nint, nuint, nint, nint*, nint>)api[name])(session, (nuint)i, allocator, &text));
            names[i] = OnnxApi.Text((byte*)text);
            api.Call(OnnxFunction.AllocatorFree, allocator, text);
        }
        return names;
    }
}
