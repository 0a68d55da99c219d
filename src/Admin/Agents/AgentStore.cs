using System.Data.Common;
using Dapper;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Agents;

/// <summary>Agents in the database. An extension, in whatever case, has one agent.</summary>
internal sealed class AgentStore(Database database, TimeProvider time)
    : DocumentStore<AgentDocument>(database, new DocumentTables("agents", "agent_versions", "agent_id"), time)
{
    protected override AgentDocument Kept(string id, AgentDocument document, AgentDocument? before) => document.Plain();

    protected override async Task<bool> ClaimAsync(string workspace, string id, AgentDocument? document, DbConnection connection, DbTransaction transaction)
    {
        var extension = document?.Extension?.ToLowerInvariant();
        var isTaken = extension is not null && await connection.ExecuteScalarAsync<string?>(
            "SELECT agent_id FROM agents WHERE workspace_id = @workspace AND extension_key = @extension AND agent_id <> @id",
            new { workspace, id, extension }, transaction) is not null;
        if (!isTaken)
        {
            await connection.ExecuteAsync(
                "UPDATE agents SET extension_key = @extension WHERE workspace_id = @workspace AND agent_id = @id", new { workspace, id, extension }, transaction);
        }
        return !isTaken;
    }
}
