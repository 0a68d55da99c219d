namespace Voxie.TestKit;

/// <summary>Where tests find the speech models: the folder named by VOXIE_MODELS, else <c>models/</c> of the repository.</summary>
public static class SpeechModels
{
    /// <summary>Null when nobody has run <c>npm ci</c> there.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Null when they are there; else the reason for a skip.</summary>
    public static string? Missing =>
        Folder is null ? "The speech models are not installed. Remedy: `npm ci` in models/, or VOXIE_MODELS names a folder where it was run." : null;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("VOXIE_MODELS") is { Length: > 0 } named) return IsInstalled(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Voxie.Telephony.sln"))) continue;
            var models = Path.Combine(folder.FullName, "models");
            return IsInstalled(models) ? models : null;
        }
        return null;
    }

    private static bool IsInstalled(string folder) => Directory.Exists(Path.Combine(folder, "node_modules"));
}
