namespace Voxie.Admin.Storage;

/// <summary>One numbered SQL script.</summary>
internal sealed record Migration(int Number, string Name, string Sql, string Hash);
