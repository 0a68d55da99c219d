using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Voxie.Pipeline.Providers.Local;

namespace Voxie.Admin.Tests.Architecture;

/// <summary>Rules for the files of the repository.</summary>
public sealed partial class FileTests
{
    private const int MostLines = 400;

    // In two parts each, so that this file does not hold what it looks for.
    private static readonly string[] RegistryHosts =
        ["npmjs" + ".org", "npmjs" + ".com", "yarnpkg" + ".com", "nuget" + ".org", "pypi" + ".org", "pythonhosted" + ".org", "crates" + ".io", "golang" + ".org"];

    private static readonly string[] BuildFolders = [".git", "artifacts", "data", "node_modules", "bin", "obj", "TestResults", "__pycache__"];

    [Fact]
    public void No_source_file_is_too_long()
    {
        var sources = Tracked().Where(path => path.StartsWith("src/", StringComparison.Ordinal) && !path.EndsWith("packages.lock.json", StringComparison.Ordinal)).ToList();

        var tooLong = sources.Select(path => (path, Lines: File.ReadLines(Repository.File(path)).Count())).Where(file => file.Lines > MostLines);

        Assert.NotEmpty(sources);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_text_file_names_a_place_of_one_machine_or_a_package_registry()
    {
        // Of the folder that the clone lies in, when it says something: /home/me does, /opt does not.
        var parent = Path.GetDirectoryName(Repository.Root)!;
        var wrong = new List<string>();
        foreach (var path in Tracked())
        {
            if (Text(path) is not { } text) continue;
            if (MachinePath().Match(text) is { Success: true } place) wrong.Add($"{path}: {place.Value}");
            if (parent.Count(letter => letter == '/') > 1 && text.Contains(parent + "/", StringComparison.Ordinal)) wrong.Add($"{path}: {parent}");
            wrong.AddRange(RegistryHosts.Where(host => text.Contains(host, StringComparison.OrdinalIgnoreCase)).Select(host => $"{path}: {host}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_container_image_holds_every_model_file()
    {
        var dockerfile = File.ReadAllText(Repository.File("Dockerfile"));

        Assert.All(LocalModels.Files, file => Assert.Contains(file.Path, dockerfile, StringComparison.Ordinal));
    }

    // A path in a URL or below another folder is none of the root's.
    [GeneratedRegex(@"(?<![\w.~*-])/(?:work|root|(?:home|Users)/\w+)/")]
    private static partial Regex MachinePath();

    /// <summary>Null: not text.</summary>
    private static string? Text(string path)
    {
        var bytes = File.ReadAllBytes(Repository.File(path));
        return bytes.AsSpan().Contains((byte)0) ? null : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Paths of the repository's files; without git, of all that no build has made.</summary>
    private static IEnumerable<string> Tracked()
    {
        var listed = ListedByGit();
        return listed.Length > 0
            ? listed.Where(path => File.Exists(Repository.File(path)))
            : Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Repository.Root, path))
                .Where(path => !path.Split('/').Intersect(BuildFolders).Any());
    }

    private static string[] ListedByGit()
    {
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files", "-z"])
        {
            WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        try
        {
            using var git = Process.Start(start)!;
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }
}
