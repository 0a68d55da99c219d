namespace Voxie.Admin.Tests;

/// <summary>Files of the repository that tests check.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string File(string path) => System.IO.Path.Combine(Root, path);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(System.IO.Path.Combine(folder!.FullName, "Voxie.Telephony.sln")))
        {
            folder = folder.Parent;
        }
        return folder.FullName;
    }
}
