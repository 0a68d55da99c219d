namespace Voxie.Interop.Harness;

/// <summary>Where things lie: the repository, the built executable, and scratch folders that go away with the test.</summary>
internal sealed class Workspace : IDisposable
{
    public Workspace() => Folder = Directory.CreateTempSubdirectory("voxie-interop-").FullName;

    public static string Repository { get; } = FindRepository();

    /// <summary>The product as built with these tests, in the same configuration.</summary>
    public static string Executable { get; } = FindExecutable();

    public string Folder { get; }

    public string File(string name) => Path.Combine(Folder, name);

    public void Dispose()
    {
        // VOXIE_KEEP_TESTS leaves logs and recordings for a look.
        if (Environment.GetEnvironmentVariable("VOXIE_KEEP_TESTS") is null)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Voxie.Telephony.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests do not lie in the repository");
    }

    private static string FindExecutable()
    {
        // artifacts/bin/Interop/<configuration>/ -> artifacts/bin/Admin/<configuration>/voxie
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return Path.Combine(here.Parent!.Parent!.FullName, "Admin", here.Name, "voxie");
    }
}
