namespace Voxie.Admin.Trunks;

/// <param name="Hash">SHA-256 of the text, lower-case hex.</param>
internal sealed record ReadTrunkFile(string Path, TrunkFile Trunk, string Hash);
