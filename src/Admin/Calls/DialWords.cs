using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Calls;

/// <summary>The form of what people write about a target. Whether it may be dialled is for the dial policy to say.</summary>
internal static class DialWords
{
    public const string TargetFault = "must be a number or a SIP URI of 1 to 256 characters, without spaces.";

    public static bool IsTarget(string? target) => target?.Length is > 0 and <= 256 && !target.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c));

    public static bool IsUser(string? user) =>
        user is null || (user.Length is > 0 and <= 64 && user.All(static c => char.IsAsciiLetterOrDigit(c) || "+*#._~-".Contains(c, StringComparison.Ordinal)));

    public static void Check(IReadOnlyDictionary<string, string> headers, Action<string> fault)
    {
        if (headers.Count > ExtraHeaders.Most)
        {
            fault($"has more than {ExtraHeaders.Most} entries.");
        }
        foreach (var (name, value) in headers)
        {
            if (ExtraHeaders.FaultOf(name, value) is { } wrong)
            {
                fault($"'{name}' {wrong}");
            }
        }
    }
}
