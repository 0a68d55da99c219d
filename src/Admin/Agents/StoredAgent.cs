namespace Voxie.Admin.Agents;

/// <summary>The current version of an agent as the database holds it.</summary>
internal sealed record StoredAgent(string Id, int Version, AgentDocument Document, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
