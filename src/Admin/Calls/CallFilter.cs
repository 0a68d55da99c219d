namespace Voxie.Admin.Calls;

/// <summary>Which calls to list; null: any.</summary>
/// <param name="Ended">True: ended ones; false: live ones.</param>
internal sealed record CallFilter(
    string? Agent = null, string? From = null, string? To = null, bool? Ended = null, bool? Answered = null,
    DateTimeOffset? After = null, DateTimeOffset? Before = null);
