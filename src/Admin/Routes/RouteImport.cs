using Voxie.Admin.Storage;

namespace Voxie.Admin.Routes;

/// <summary>Brings the file of routes into the database, if it is new.</summary>
internal sealed partial class RouteImport(RouteStore store, ILogger<RouteImport> log)
{
    /// <param name="file">Null: there is none.</param>
    public async Task<ImportResult> ApplyAsync(ReadRouteFile? file, bool force, CancellationToken cancellation)
    {
        if (file is null)
        {
            return ImportResult.Unchanged;
        }
        var result = await store.ImportAsync(Database.DefaultWorkspace, file.Routes, file.Hash, force, cancellation);
        if (result == ImportResult.Applied)
        {
            Applied(log, file.Path);
        }
        else if (result == ImportResult.KeptEdit)
        {
            KeptEdit(log, file.Path);
        }
        return result;
    }
}
