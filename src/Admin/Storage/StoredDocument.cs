namespace Voxie.Admin.Storage;

/// <summary>The current version of a record, as the database holds it.</summary>
internal sealed record StoredDocument<T>(string Id, int Version, T Document, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
