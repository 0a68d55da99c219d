using System.Globalization;
using Voxie.Admin.Journal;

namespace Voxie.Admin.Storage;

/// <summary>
/// Holds the data folder for this process alone: a second node on the same folder would begin a new epoch and close
/// the first one's live calls.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    /// <exception cref="StorageException">Another node has it, or it cannot be written.</exception>
    public static DataFolder Hold(string path)
    {
        var file = System.IO.Path.Combine(path, "voxie.lock");
        try
        {
            Durable.CreateFolder(path);
            // The system drops the lock with the process, however it dies.
            var held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            held.SetLength(0);
            held.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            held.Flush();
            return new DataFolder(path, held);
        }
        catch (IOException error) when (File.Exists(file))
        {
            throw new StorageException($"The data folder {path} is in use by another voxie. Stop it, or give this one another folder (VOXIE_DATA).", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The data folder {path} cannot be written: {error.Message}", error);
        }
    }

    public void Dispose() => _lock.Dispose();
}
