using System.Text;

namespace Voxie.Pipeline.Providers.Local.Onnx;

/// <summary>
/// The loaded ONNX Runtime. One per process is enough; sessions opened from it keep what they need of it, so the order of
/// disposal does not matter. Thread-safe.
/// </summary>
internal sealed unsafe class OnnxEnvironment : IDisposable
{
    // Errors come back as exceptions; a run that was stopped on purpose need not be logged as one.
    private const int LogFatalOnly = 4;
    private const int AllOptimizations = 99;
    private const int ArenaAllocator = 1;
    private const int DefaultMemory = 0;

    private OnnxEnvironment(OnnxApi api)
    {
        Api = api;
        nint environment;
        fixed (byte* name = "voxie\0"u8)
        {
            api.Check(((delegate* unmanaged<int, byte*, nint*, nint>)api[OnnxFunction.CreateEnv])(LogFatalOnly, name, &environment));
        }
        Handle = new OnnxHandle(api, environment, OnnxFunction.ReleaseEnv);
        nint memory;
        api.Check(((delegate* unmanaged<int, int, nint*, nint>)api[OnnxFunction.CreateCpuMemoryInfo])(ArenaAllocator, DefaultMemory, &memory));
        CpuMemory = new OnnxHandle(api, memory, OnnxFunction.ReleaseMemoryInfo);
    }

    public OnnxApi Api { get; }
    public OnnxHandle Handle { get; }

    /// <summary>ORT's description of ordinary memory, needed to wrap ours in a tensor.</summary>
    public OnnxHandle CpuMemory { get; }

    /// <exception cref="OnnxException">The library cannot be loaded.</exception>
    public static OnnxEnvironment Load(string libraryPath) => new(OnnxApi.Load(libraryPath));

    /// <summary>Loads a model. It runs on the calling thread, alone and without spinning: parallelism is over calls, not inside one.</summary>
    /// <exception cref="OnnxException">The file is missing or is no model.</exception>
    public OnnxSession Open(string modelPath)
    {
        var options = Api.Make(OnnxFunction.CreateSessionOptions);
        try
        {
            Api.Set(OnnxFunction.SetIntraOpNumThreads, options, 1);
            Api.Set(OnnxFunction.SetInterOpNumThreads, options, 1);
            Api.Set(OnnxFunction.SetSessionGraphOptimizationLevel, options, AllOptimizations);
            // A memory pattern is kept for each input shape ever seen: with speech of any length that grows without end.
            Api.Call(OnnxFunction.DisableMemPattern, options);
            AddConfig(options, "session.intra_op.allow_spinning\0"u8, "0\0"u8);
            AddConfig(options, "session.inter_op.allow_spinning\0"u8, "0\0"u8);
            return new OnnxSession(this, CreateSession(modelPath, options));
        }
        finally
        {
            Api.Release(OnnxFunction.ReleaseSessionOptions, options);
        }
    }

    public void Dispose()
    {
        CpuMemory.Dispose();
        Handle.Dispose();
    }

    private OnnxHandle CreateSession(string modelPath, nint options)
    {
        nint session;
        using var environment = Handle.Borrow();
        fixed (byte* path = Encoding.UTF8.GetBytes(modelPath + '\0'))
        {
            Api.Check(((delegate* unmanaged<nint, byte*, nint, nint*, nint>)Api[OnnxFunction.CreateSession])(
                environment.Value, path, options, &session));
        }
        return new OnnxHandle(Api, session, OnnxFunction.ReleaseSession, Handle);
    }

    private void AddConfig(nint options, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        fixed (byte* k = key, v = value) Api.Call(OnnxFunction.AddSessionConfigEntry, options, (nint)k, (nint)v);
    }
}
