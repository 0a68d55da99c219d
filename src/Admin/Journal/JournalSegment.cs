using System.Globalization;

namespace Voxie.Admin.Journal;

/// <summary>A journal file, named <c>EPOCH-SEGMENT.jsonl</c>, so that names sort in the order of writing.</summary>
internal sealed record JournalSegment(string Path, int Epoch, int Number)
{
    public static JournalSegment At(string folder, int epoch, int number) =>
        new(System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{epoch:D8}-{number:D8}.jsonl")), epoch, number);

    /// <summary>The segments of a folder, oldest first. Other files are not ours.</summary>
    public static List<JournalSegment> List(string folder)
    {
        var found = new List<JournalSegment>();
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.jsonl") : [])
        {
            var name = System.IO.Path.GetFileNameWithoutExtension(path).AsSpan();
            if (name.Length == 17 && name[8] == '-'
                && int.TryParse(name[..8], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
                && int.TryParse(name[9..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                found.Add(new JournalSegment(path, epoch, number));
            }
        }
        return [.. found.OrderBy(s => s.Epoch).ThenBy(s => s.Number)];
    }
}
