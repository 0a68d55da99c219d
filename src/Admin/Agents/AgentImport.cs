using Voxie.Admin.Storage;

namespace Voxie.Admin.Agents;

/// <summary>Brings the agent files into the database, as far as they are new (design: files are an import, not the truth).</summary>
internal sealed partial class AgentImport(AgentStore store, ILogger<AgentImport> log)
{
    /// <returns>Each file with what became of it.</returns>
    public async Task<IReadOnlyList<(ReadAgentFile File, ImportResult Result)>> ApplyAsync(
        IReadOnlyList<ReadAgentFile> files, bool force, CancellationToken cancellation)
    {
        var results = new List<(ReadAgentFile, ImportResult)>();
        foreach (var file in files)
        {
            var result = await store.ImportAsync(Database.DefaultWorkspace, file.Agent.Id, file.Agent, file.Hash, force, cancellation);
            results.Add((file, result));
            switch (result)
            {
                case ImportResult.Applied:
                    Applied(log, file.Agent.Id, file.Path);
                    break;
                case ImportResult.KeptEdit:
                    KeptEdit(log, file.Agent.Id, file.Path);
                    break;
                case ImportResult.ClaimTaken:
                    ExtensionTaken(log, file.Agent.Id, file.Path);
                    break;
            }
        }
        return results;
    }
}
