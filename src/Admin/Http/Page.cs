namespace Voxie.Admin.Http;

/// <summary>One page of a list.</summary>
/// <param name="Next">Cursor of the next page; null: this is the last.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)]
    public string? Next { get; init; } = Next;
}
