namespace Voxie.Pipeline.Providers.Local;

/// <summary>A speech model is not installed; the message names the file and the remedy.</summary>
public sealed class ModelFileMissingException(ModelFile file, string fullPath)
    : Exception($"The {file.Name} is missing: {fullPath}. Remedy: run `npm ci` in the models folder.")
{
    public ModelFile File { get; } = file;
}
