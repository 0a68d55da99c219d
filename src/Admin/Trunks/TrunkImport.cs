using Voxie.Admin.Storage;

namespace Voxie.Admin.Trunks;

/// <summary>Brings the trunk files into the database, as far as they are new (design: files are an import, not the truth).</summary>
internal sealed partial class TrunkImport(TrunkStore store, ILogger<TrunkImport> log)
{
    /// <returns>Each file with what became of it.</returns>
    public async Task<IReadOnlyList<(ReadTrunkFile File, ImportResult Result)>> ApplyAsync(
        IReadOnlyList<ReadTrunkFile> files, bool force, CancellationToken cancellation)
    {
        var results = new List<(ReadTrunkFile, ImportResult)>();
        foreach (var file in files)
        {
            var result = await store.ImportAsync(Database.DefaultWorkspace, file.Trunk.Id, file.Trunk, file.Hash, force, cancellation);
            results.Add((file, result));
            if (result == ImportResult.Applied)
            {
                Applied(log, file.Trunk.Id, file.Path);
            }
            else if (result == ImportResult.KeptEdit)
            {
                KeptEdit(log, file.Trunk.Id, file.Path);
            }
        }
        return results;
    }
}
