namespace Voxie.Admin.Events;

/// <param name="Number">Grows by one with each event of this run of the node.</param>
/// <param name="Name">call.started, call.answered, turn, note or call.ended.</param>
/// <param name="Data">Written as JSON.</param>
internal sealed record LiveEvent(long Number, string Name, object Data);
