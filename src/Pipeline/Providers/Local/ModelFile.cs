namespace Voxie.Pipeline.Providers.Local;

/// <summary>A file that local speech reads.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Path">Relative to the models folder, with forward slashes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record ModelFile(string Name, string Path, string Sha256);
