using System.Globalization;
using Voxie.Admin.Journal;
using Voxie.Pipeline.Recording;

namespace Voxie.Admin.Recordings;

/// <summary>
/// Recordings on disk: a folder for each day, a file for each call, named after it and readable by the owner alone. While one is being
/// written, and until its row is in the database, its name ends in <c>.part</c>: a start after a crash knows it by that.
/// </summary>
/// <param name="folder">Made when the first one is written.</param>
internal sealed class RecordingFiles(string folder, RecordingKeys keys)
{
    private const string Part = ".part";
    private const string Sealed = ".sealed";

    /// <returns>The name (path below the folder, without <c>.part</c>) and a stream for the plain bytes.</returns>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public (string Name, Stream Stream) Create(RecordingOrder order)
    {
        var day = order.StartedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Durable.CreateFolder(Path.Combine(folder, day));
        var name = Path.Combine(day, $"{order.CallId}{ExtensionOf(order.Format)}{(keys.CurrentId is null ? "" : Sealed)}");
        var file = Open(Path.Combine(folder, name) + Part, FileMode.CreateNew, FileAccess.ReadWrite);
        return (name, keys.CurrentId is null ? file : SealedStream.Create(file, keys));
    }

    /// <summary>It is complete, and its row is in the database.</summary>
    public void Settle(string name)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists(path + Part))
        {
            File.Move(path + Part, path, overwrite: false);
        }
    }

    /// <summary>Names of files that an earlier life of the node has not settled.</summary>
    public IEnumerable<string> Unsettled() => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*" + Part, SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)[..^Part.Length])
        : [];

    /// <summary>Opens the plain bytes of a file.</summary>
    /// <exception cref="FileNotFoundException">It is gone.</exception>
    /// <exception cref="RecordingKeyException">It was sealed with a key that this node does not have, or is damaged.</exception>
    public Stream Open(string name, bool writable = false)
    {
        var file = Open(ExistingPath(name), FileMode.Open, writable ? FileAccess.ReadWrite : FileAccess.Read);
        if (!name.EndsWith(Sealed, StringComparison.Ordinal))
        {
            return file;
        }
        if (SealedStream.TryOpen(file, keys, writable, out var keyId) is { } opened)
        {
            return opened;
        }
        file.Dispose();
        throw new RecordingKeyException(keyId is null ? "Its file is damaged." : $"It was sealed with key {keyId}, which this node does not have.");
    }

    /// <summary>When its last bytes were written.</summary>
    public DateTimeOffset WrittenAt(string name) => new(File.GetLastWriteTimeUtc(ExistingPath(name)), TimeSpan.Zero);

    /// <returns>False: it was gone already.</returns>
    public bool Delete(string name)
    {
        var path = ExistingPath(name);
        var existed = File.Exists(path);
        File.Delete(path);
        return existed;
    }

    /// <summary>Call and format by the name.</summary>
    public static bool TryParse(string name, out Guid callId, out RecordingFormat format)
    {
        format = default;
        var file = Path.GetFileName(name);
        file = file.EndsWith(Sealed, StringComparison.Ordinal) ? file[..^Sealed.Length] : file;
        foreach (var candidate in Enum.GetValues<RecordingFormat>())
        {
            if (file.EndsWith(ExtensionOf(candidate), StringComparison.Ordinal))
            {
                format = candidate;
                return Guid.TryParse(file[..^ExtensionOf(candidate).Length], out callId);
            }
        }
        callId = Guid.Empty;
        return false;
    }

    public static string ExtensionOf(RecordingFormat format) => format == RecordingFormat.Opus ? ".opus" : ".wav";

    public static string MediaTypeOf(RecordingFormat format) => format == RecordingFormat.Opus ? "audio/ogg" : "audio/wav";

    private string ExistingPath(string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) || !File.Exists(path + Part) ? path : path + Part;
    }

    private static FileStream Open(string path, FileMode mode, FileAccess access)
    {
        // What is written is with the system at once: a killed process loses nothing of it.
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        if (mode == FileMode.CreateNew && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return new FileStream(path, options);
    }
}
