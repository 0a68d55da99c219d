namespace Voxie.Admin.Journal;

/// <param name="Next">Byte at which the next batch begins.</param>
/// <param name="Damaged">Lines that were torn or are not ours.</param>
internal sealed record JournalBatch(IReadOnlyList<JournalLine> Lines, long Next, int Damaged);
