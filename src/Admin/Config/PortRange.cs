using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Voxie.Admin.Config;

/// <summary>UDP ports from <paramref name="First"/> to <paramref name="Last"/>, both included. Written <c>20000-29999</c>.</summary>
internal readonly record struct PortRange(int First, int Last) : IParsable<PortRange>
{
    public static PortRange Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var range) ? range : throw new FormatException("Not a port range: " + s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PortRange result)
    {
        result = default;
        var dash = s?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (dash < 0
            || !int.TryParse(s.AsSpan(0, dash), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var first)
            || !int.TryParse(s.AsSpan(dash + 1), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var last)
            || first < 1 || last > 65535 || last <= first)
        {
            return false;
        }
        result = new PortRange(first, last);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");
}
