namespace Voxie.Admin.Trunks;

/// <summary>The current version of a trunk as the database holds it: its passwords are sealed.</summary>
internal sealed record StoredTrunk(string Id, int Version, TrunkDocument Document, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
