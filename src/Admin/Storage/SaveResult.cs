namespace Voxie.Admin.Storage;

/// <param name="Stored">As saved; on a conflict as it stands; null otherwise.</param>
internal sealed record SaveResult<T>(SaveStatus Status, StoredDocument<T>? Stored = null);
