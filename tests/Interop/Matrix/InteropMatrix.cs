namespace Voxie.Interop.Matrix;

/// <summary>
/// Collects what the tests of this run prove about real peers, and keeps artifacts/interop.md up to date with it.
/// docs/interop.md is the copy of a whole run.
/// </summary>
internal static class InteropMatrix
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(Feature, Peer), Cell> Cells = [];

    /// <summary>Runs a conversation with <paramref name="peer"/>: when it goes through, it has proven <paramref name="features"/>.</summary>
    public static async Task ProveAsync(Peer peer, Feature[] features, Func<Task> conversation, string note = "")
    {
        try
        {
            await conversation();
        }
        catch (Exception failure)
        {
            Record(peer, features, new Cell(Verdict.Fails, failure.Message.Split('\n')[0].Trim()));
            throw;
        }

        Record(peer, features, new Cell(Verdict.Works, note));
    }

    private static void Record(Peer peer, Feature[] features, Cell cell)
    {
        lock (Gate)
        {
            foreach (var feature in features)
            {
                Cells[(feature, peer)] = Cells.TryGetValue((feature, peer), out var before) ? before.And(cell) : cell;
            }

            MatrixDocument.Write(Cells);
        }
    }
}
