namespace Voxie.Admin.Storage;

/// <summary>Where one kind of versioned record is kept.</summary>
/// <param name="Records">Table of the newest versions.</param>
/// <param name="Versions">Table of all versions.</param>
/// <param name="Id">Column of the id in both.</param>
internal sealed record DocumentTables(string Records, string Versions, string Id);
