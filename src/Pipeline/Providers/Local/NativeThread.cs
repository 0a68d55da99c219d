using System.Runtime.InteropServices;

namespace Voxie.Pipeline.Providers.Local;

/// <summary>Linux keeps a nice value per thread; <see cref="Thread.Priority"/> does nothing there.</summary>
internal static partial class NativeThread
{
    private const int PrioProcess = 0;

    /// <summary>Sets the calling thread's nice value. False: not allowed or not Linux; the thread works on without.</summary>
    public static bool SetNiceness(int value) =>
        OperatingSystem.IsLinux() && SetPriority(PrioProcess, (uint)GetThreadId(), value) == 0;

    public static int Niceness() => GetPriority(PrioProcess, (uint)GetThreadId());

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetThreadId();

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int value);

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, uint who);
}
