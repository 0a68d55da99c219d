using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Voxie.Admin.Calls;

/// <summary>Where a page ended: the last call's start and id. Opaque to clients.</summary>
internal readonly record struct CallCursor(long StartedAt, string CallId)
{
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{StartedAt}:{CallId}")));

    public static bool TryParse(string text, out CallCursor cursor)
    {
        cursor = default;
        if (text.Length > 100 || !Base64Url.IsValid(text))
        {
            return false;
        }
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split(':');
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at) || !Guid.TryParseExact(parts[1], "D", out _))
        {
            return false;
        }
        cursor = new CallCursor(at, parts[1]);
        return true;
    }
}
