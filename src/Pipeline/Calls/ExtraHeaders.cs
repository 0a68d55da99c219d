using System.Text.RegularExpressions;

namespace Voxie.Pipeline.Calls;

/// <summary>Headers that a call of ours may carry by somebody's wish: private ones (X-...) and User-to-User, so that none steers the call. Pure.</summary>
public static partial class ExtraHeaders
{
    public const int Most = 16;
    private const int LongestValue = 512;

    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    /// <summary>What is wrong with a header; null: nothing.</summary>
    public static string? FaultOf(string name, string value) =>
        !Name().IsMatch(name) ? "is not a header that may be set: X-... or User-to-User."
        : value.Length is 0 or > LongestValue ? $"must have a value of 1 to {LongestValue} characters."
        : value.Any(char.IsControl) || value.Trim().Length != value.Length ? "has a value with a control character, or with space at an end."
        : null;

    [GeneratedRegex(@"\A(X-[A-Za-z0-9-]{1,60}|User-to-User)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Name();
}
