namespace Voxie.Admin.Storage;

/// <summary>What became of a save of a versioned record.</summary>
internal enum SaveStatus
{
    Saved,
    /// <summary>There is none (any more).</summary>
    NotFound,
    /// <summary>It is not at the version the writer had seen.</summary>
    VersionConflict,
    /// <summary>One with this id exists, or existed.</summary>
    IdTaken,
    /// <summary>Another one has what only one may have (an agent's extension).</summary>
    ClaimTaken,
}
