namespace Voxie.Admin.Storage;

/// <summary>A snapshot of records in the database that others may change.</summary>
internal interface IRevised
{
    /// <summary>Of the snapshot.</summary>
    long Revision { get; }

    /// <summary>Of the database.</summary>
    Task<long> StoredRevisionAsync(CancellationToken cancellation);

    Task ReloadAsync(CancellationToken cancellation);
}
