using Voxie.Admin.Storage;

namespace Voxie.Admin.Routes;

/// <param name="Routes">As saved; on a conflict as they stand.</param>
internal sealed record RouteSaveResult(SaveStatus Status, StoredRoutes Routes);
