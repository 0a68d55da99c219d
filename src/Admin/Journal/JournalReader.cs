namespace Voxie.Admin.Journal;

/// <summary>Reads whole lines of a segment from a position on, a bounded batch at a time.</summary>
internal static class JournalReader
{
    private const int ChunkBytes = 256 << 10;

    /// <param name="from">Byte to begin at: 0, or <see cref="JournalBatch.Next"/> of the batch before.</param>
    /// <param name="limit">Bytes of the file that are whole lines; null: the file is closed, and its last line may lack its end.</param>
    /// <param name="maxLines">Most lines in the batch.</param>
    /// <returns>The lines; null when there are no more.</returns>
    public static JournalBatch? Read(JournalSegment segment, long from, long? limit, int maxLines)
    {
        using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var end = limit ?? RandomAccess.GetLength(file);
        if (from >= end)
        {
            return null;
        }
        var lines = new List<JournalLine>();
        var damaged = 0;
        var buffer = new byte[Math.Min(ChunkBytes, end - from)];
        while (true)
        {
            var filled = Fill(file, buffer, from);
            var used = 0;
            while (lines.Count + damaged < maxLines)
            {
                var rest = buffer.AsSpan(used, filled - used);
                var newline = rest.IndexOf((byte)'\n');
                var last = newline < 0 && from + filled >= end;
                if (newline < 0 && (!last || rest.IsEmpty))
                {
                    break;
                }
                var text = last ? rest : rest[..newline];
                used += last ? rest.Length : newline + 1;
                if (JournalLine.TryRead(text) is { } line)
                {
                    lines.Add(line);
                }
                else if (!text.IsEmpty)
                {
                    damaged++;
                }
                if (last)
                {
                    break;
                }
            }
            if (used > 0)
            {
                return new JournalBatch(lines, from + used, damaged);
            }
            // One line longer than the buffer.
            buffer = new byte[Math.Min(buffer.Length * 2L, end - from)];
        }
    }

    private static int Fill(Microsoft.Win32.SafeHandles.SafeFileHandle file, byte[] buffer, long from)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(filled), from + filled);
            if (read == 0)
            {
                break;
            }
            filled += read;
        }
        return filled;
    }
}
