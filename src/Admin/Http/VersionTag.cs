using System.Globalization;

namespace Voxie.Admin.Http;

/// <summary>Versions as entity tags (RFC 9110 8.8.3): <c>"3"</c>.</summary>
internal static class VersionTag
{
    public const string Help = "If-Match must be the ETag of a version, such as \"3\", or *.";

    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Reads If-Match. RFC 9110 13.1.1: * matches any version that exists.</summary>
    /// <param name="version">Null: any.</param>
    /// <returns>False: it is none.</returns>
    public static bool TryRead(string? ifMatch, out int? version)
    {
        version = null;
        var text = ifMatch?.Trim();
        if (text is null or "" or "*")
        {
            return true;
        }
        if (text.Length <= 2 || text[0] != '"' || text[^1] != '"'
            || !int.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }
        version = number;
        return true;
    }
}
