namespace Voxie.Admin.Storage;

/// <summary>The data folder or database cannot be used; the message says why and what to do. Stops the start.</summary>
internal sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
