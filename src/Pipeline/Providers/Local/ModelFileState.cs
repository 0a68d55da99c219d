namespace Voxie.Pipeline.Providers.Local;

public enum ModelFileState
{
    Good,
    Missing,
    /// <summary>There, but not the file that we know: another version or a damaged download.</summary>
    Altered,
}
