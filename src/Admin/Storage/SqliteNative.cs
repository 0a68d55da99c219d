using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Voxie.Admin.Storage;

/// <summary>
/// Makes the SQLite provider use the system's <c>libsqlite3.so.0</c>, which the distribution patches, instead of the old
/// library that its package carries. Without the system's one the packaged one is used, and <c>doctor</c> says so.
/// </summary>
internal static class SqliteNative
{
    private const string SystemLibrary = "libsqlite3.so.0";
    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>True: the system's library is in use.</summary>
    public static bool IsSystemLibrary => Loaded.Value;

    public static void Use() => _ = Loaded.Value;

    private static bool Load()
    {
        var system = NativeLibrary.TryLoad(SystemLibrary, out var handle);
        if (system)
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        }
        Batteries_V2.Init();
        return system;

        nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == "e_sqlite3" ? handle : 0;
    }
}
