using System.Diagnostics.CodeAnalysis;

namespace Voxie.Admin.Config;

/// <summary>A value that must not be printed: <see cref="ToString"/> masks it.</summary>
internal sealed class Secret(string value) : IParsable<Secret>
{
    /// <summary>The secret itself, for the one place that needs it.</summary>
    public string Reveal() => value;

    public override string ToString() => "***";

    public static Secret Parse(string s, IFormatProvider? provider) => new(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Secret result)
    {
        result = string.IsNullOrWhiteSpace(s) ? null : new Secret(s.Trim());
        return result is not null;
    }
}
