using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text;
using Voxie.Interop.Harness;

namespace Voxie.Interop.Matrix;

/// <summary>The matrix as Markdown.</summary>
internal static class MatrixDocument
{
    public static IReadOnlyList<Peer> Peers { get; } = Enum.GetValues<Peer>();

    public static IReadOnlyList<Feature> Features { get; } = Enum.GetValues<Feature>();

    /// <summary>Writes artifacts/interop.md of the repository.</summary>
    public static void Write(IReadOnlyDictionary<(Feature Feature, Peer Peer), Cell> proven)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Workspace.Repository, "artifacts")).FullName;
        File.WriteAllText(Path.Combine(folder, "interop.md"), Render(proven, PeerVersions.All, TimeProvider.System.GetUtcNow()));
    }

    public static string Render(
        IReadOnlyDictionary<(Feature Feature, Peer Peer), Cell> proven, IReadOnlyDictionary<Peer, string> versions, DateTimeOffset at)
    {
        var notes = new List<string>();
        var text = new StringBuilder()
            .AppendLine("# Interoperation with other SIP software")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"""
                Written by `tests/Interop` from its last whole run ({at:yyyy-MM-dd}); every run of `./test.sh` writes `artifacts/interop.md` anew. Each
                *works* is a conversation over real sockets. Where there is media, a tone was sent and found again by its frequency in each second:
                a peer that hears its own tone from our `echo` agent has proven both directions.
                """)
            .AppendLine()
            .AppendLine("| | " + string.Join(" | ", Peers.Select(peer => $"{NameOf(peer)}<br>{versions.GetValueOrDefault(peer, "not there")}")) + " |")
            .AppendLine("|---|" + string.Concat(Peers.Select(_ => "---|")));
        foreach (var feature in Features)
        {
            var cells = Peers.Select(peer => Text(proven.GetValueOrDefault((feature, peer)) ?? MatrixGaps.Of(feature, peer), notes));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {NameOf(feature)} | {string.Join(" | ", cells)} |");
        }

        text.AppendLine();
        for (var i = 0; i < notes.Count; i++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{i + 1}. {notes[i]}");
        }

        return text.ToString();
    }

    /// <summary>The name that people read.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum =>
        typeof(T).GetField(value.ToString())!.GetCustomAttribute<DescriptionAttribute>()!.Description;

    private static string Text(Cell cell, List<string> notes)
    {
        var word = cell.Verdict switch
        {
            Verdict.Works => "works",
            Verdict.Fails => "**fails**",
            Verdict.NotSupported => "not supported by the peer",
            _ => "not run",
        };
        if (cell.Note.Length == 0)
        {
            return word;
        }

        if (!notes.Contains(cell.Note))
        {
            notes.Add(cell.Note);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{word} ({notes.IndexOf(cell.Note) + 1})");
    }
}
