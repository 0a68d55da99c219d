using System.Text.Json;
using Voxie.Admin.Http;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Journal;

/// <summary>Who wrote a line: the node, and which of its lives. Each start is a new epoch.</summary>
internal sealed record NodeIdentity(string Id, int Epoch)
{
    private const string FileName = "node.json";

    /// <summary>Reads the identity of the data folder, made at the first start, and moves it to the next epoch.</summary>
    /// <exception cref="StorageException">The file is damaged or cannot be written.</exception>
    public static NodeIdentity Next(string dataFolder, Func<string> newId)
    {
        var path = Path.Combine(dataFolder, FileName);
        try
        {
            Durable.CreateFolder(dataFolder);
            var last = File.Exists(path) ? JsonSerializer.Deserialize<NodeIdentity>(File.ReadAllText(path), ApiJson.Tolerant) : null;
            if (last is { Id: null or "" } or { Epoch: < 1 })
            {
                throw new JsonException("id or epoch is missing.");
            }
            var next = last is null ? new NodeIdentity(newId(), 1) : last with { Epoch = last.Epoch + 1 };
            Durable.Replace(path, JsonSerializer.SerializeToUtf8Bytes(next, ApiJson.Tolerant));
            return next;
        }
        catch (JsonException error)
        {
            // Starting with a new identity would leave this node's open calls open for ever.
            throw new StorageException($"{path} is damaged ({error.Message}). Restore it, or delete it to start as a new node.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{path} cannot be written: {error.Message}", error);
        }
    }
}
