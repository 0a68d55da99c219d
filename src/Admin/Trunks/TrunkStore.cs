using Voxie.Admin.Secrets;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Trunks;

/// <summary>Trunks in the database, with their passwords sealed. A masked password stands for the one that is kept.</summary>
/// <param name="seal">Null: nothing is saved, only read by those who need no passwords.</param>
internal sealed class TrunkStore(Database database, SecretSeal? seal, TimeProvider time)
    : DocumentStore<TrunkDocument>(database, new DocumentTables("trunks", "trunk_versions", "trunk_id"), time)
{
    protected override TrunkDocument Kept(string id, TrunkDocument document, TrunkDocument? before) =>
        TrunkSecrets.Sealed(document, id, before, seal ?? throw new InvalidOperationException("Nothing is saved without a key."));
}
