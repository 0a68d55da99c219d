using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Voxie.Admin.Config;
using Voxie.Admin.Storage;
using Voxie.SipGateway.Media;

namespace Voxie.Admin.Cli.Doctor;

/// <summary>Are the system's native libraries there?</summary>
internal static class LibraryChecks
{
    private static readonly (string File, string Use, string Package, Verdict WhenMissing)[] Libraries =
    [
        ("libflite_cmu_us_slt.so.1", "fallback voice", "libflite1", Verdict.Warn),
        ("libssl.so.3", "TLS and DTLS", "libssl3", Verdict.Warn),
    ];

    public static async IAsyncEnumerable<Finding> RunAsync(VoxieConfig config, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (file, use, package, whenMissing) in Libraries)
        {
            yield return NativeLibrary.TryLoad(file, out _)
                ? new Finding(Verdict.Ok, file, use)
                : new Finding(whenMissing, file, $"not found ({use})", $"apt-get install {package}");
        }
        yield return OpusFacts.Version is { } opus
            ? new Finding(Verdict.Ok, "libopus.so.0", $"Opus codec, {opus}")
            : new Finding(Verdict.Warn, "libopus.so.0", "not found: Opus is neither offered nor taken", "apt-get install libopus0");
        using var database = new Database(":memory:");
        var version = await database.VersionAsync(cancellation);
        yield return SqliteNative.IsSystemLibrary
            ? new Finding(Verdict.Ok, "libsqlite3.so.0", "SQLite " + version)
            : new Finding(Verdict.Warn, "libsqlite3.so.0", $"not found; the packaged SQLite {version} is used, which is not patched", "apt-get install libsqlite3-0");
    }
}
