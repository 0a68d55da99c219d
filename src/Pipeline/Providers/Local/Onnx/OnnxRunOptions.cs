namespace Voxie.Pipeline.Providers.Local.Onnx;

/// <summary>Lets another thread stop the runs that were given these options.</summary>
internal sealed class OnnxRunOptions(OnnxEnvironment environment) : IDisposable
{
    private readonly OnnxHandle _handle =
        new(environment.Api, environment.Api.Make(OnnxFunction.CreateRunOptions), OnnxFunction.ReleaseRunOptions);

    /// <summary>For a run; whoever runs keeps the options.</summary>
    public nint Handle => _handle.DangerousGetHandle();

    /// <summary>The run in progress fails after its current node; later ones fail at once. Any thread.</summary>
    public void Terminate()
    {
        using var options = _handle.Borrow();
        environment.Api.Call(OnnxFunction.RunOptionsSetTerminate, options.Value);
    }

    public void Dispose() => _handle.Dispose();
}
