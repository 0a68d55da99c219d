using System.Globalization;

namespace Voxie.SipGateway.Sdp;

/// <summary>Reads the value of a=fmtp as most codecs write it: <c>name=value; name=value</c>. Names compare without case.</summary>
internal static class FormatParameters
{
    /// <summary>The value of a parameter as a number that is not negative; null: it is absent, or no number.</summary>
    public static int? Number(string? parameters, string name)
    {
        foreach (var parameter in (parameters ?? "").Split(';', StringSplitOptions.TrimEntries))
        {
            if (parameter.Split('=', 2, StringSplitOptions.TrimEntries) is [var found, var text] && found.Equals(name, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return value;
        }

        return null;
    }

    /// <summary>Whether a parameter is 1.</summary>
    public static bool IsSet(string? parameters, string name) => Number(parameters, name) == 1;
}
