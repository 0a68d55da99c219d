namespace Voxie.Admin.Storage;

/// <summary>What became of a file of agents, trunks or routes.</summary>
internal enum ImportResult
{
    /// <summary>Saved as a new version.</summary>
    Applied,
    /// <summary>This very file is already applied.</summary>
    Unchanged,
    /// <summary>The file is new, but what it describes was edited or deleted through the API since.</summary>
    KeptEdit,
    /// <summary>Another one has what only one may have (an agent's extension).</summary>
    ClaimTaken,
}
