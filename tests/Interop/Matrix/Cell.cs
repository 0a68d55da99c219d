namespace Voxie.Interop.Matrix;

/// <summary>One cell: the verdict, and what is to be said about it.</summary>
internal sealed record Cell(Verdict Verdict, string Note = "")
{
    /// <summary>Both, when two tests prove the same cell: a failure wins.</summary>
    public Cell And(Cell other)
    {
        var worse = Verdict == Verdict.Fails ? this : other.Verdict == Verdict.Fails ? other : null;
        return worse ?? new Cell(Verdict.Works, string.Join("; ", new[] { Note, other.Note }.Where(note => note.Length > 0).Distinct()));
    }
}
