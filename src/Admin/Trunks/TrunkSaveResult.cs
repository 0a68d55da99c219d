using Voxie.Admin.Storage;

namespace Voxie.Admin.Trunks;

/// <param name="Trunk">As saved; on a conflict as it stands; null otherwise.</param>
internal sealed record TrunkSaveResult(SaveStatus Status, StoredTrunk? Trunk = null);
