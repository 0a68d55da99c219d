using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Voxie.Admin.Journal;

namespace Voxie.Admin.Storage;

/// <summary>
/// What calls leave behind, one after another in a few files for each day: a file for each call would cost more than the call.
/// What a crash has torn is in no row and is never read. One writer; any reader.
/// </summary>
/// <param name="folder">Made when the first one is written.</param>
internal sealed class ArtifactFiles(string folder) : IDisposable
{
    private const long MostBytes = 64L << 20;

    private SafeFileHandle? _file;
    private string _name = "";
    private long _length;

    /// <returns>File (path below the folder) and position.</returns>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public (string File, long Position) Append(DateTimeOffset at, ReadOnlySpan<byte> content)
    {
        var day = at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (_file is null || !_name.StartsWith(day, StringComparison.Ordinal) || _length >= MostBytes)
        {
            Open(day);
        }
        var position = _length;
        RandomAccess.Write(_file!, content, position);
        _length += content.Length;
        return (_name, position);
    }

    /// <summary>What was appended survives a power loss from here on.</summary>
    public void Flush()
    {
        if (_file is not null)
        {
            RandomAccess.FlushToDisk(_file);
        }
    }

    /// <returns>Null: the file is gone, or shorter than its row says.</returns>
    public byte[]? TryRead(string file, long position, int length)
    {
        try
        {
            using var handle = File.OpenHandle(Path.Combine(folder, file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[length];
            return RandomAccess.Read(handle, bytes, position) == length ? bytes : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>The first file of the day that has room; an earlier life of the node may have begun it.</summary>
    private void Open(string day)
    {
        _file?.Dispose();
        _file = null;
        Durable.CreateFolder(folder);
        for (var number = 1; _file is null; number++)
        {
            _name = string.Create(CultureInfo.InvariantCulture, $"{day}.{number:D3}");
            var path = Path.Combine(folder, _name);
            if (!File.Exists(path))
            {
                _file = Durable.Create(path);
            }
            else if (new FileInfo(path).Length < MostBytes)
            {
                _file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            }
        }
        _length = RandomAccess.GetLength(_file);
    }
}
