using System.Globalization;

namespace Voxie.SipGateway.Messages;

/// <summary>Longest time between two refreshes of a session (RFC 4028 4).</summary>
/// <param name="Refresher">Who refreshes, by role in this request; null: not said yet.</param>
internal readonly record struct SessionExpires(uint Seconds, SessionRefresher? Refresher = null)
{
    public static bool TryParse(ReadOnlySpan<char> text, out SessionExpires value)
    {
        value = default;
        var scanner = new TextScanner(text);
        scanner.SkipSpace();
        if (!scanner.TryReadToken(out var digits) || !SipText.TryDigits(digits, uint.MaxValue, out var seconds)) return false;
        if (!SipParameters.TryRead(ref scanner, out var parameters)) return false;
        SessionRefresher? refresher = parameters.Text("refresher")?.ToLowerInvariant() switch
        {
            "uac" => SessionRefresher.Uac,
            "uas" => SessionRefresher.Uas,
            _ => null,
        };
        value = new(seconds, refresher);
        return true;
    }

    public override string ToString() => Refresher switch
    {
        SessionRefresher.Uac => string.Create(CultureInfo.InvariantCulture, $"{Seconds};refresher=uac"),
        SessionRefresher.Uas => string.Create(CultureInfo.InvariantCulture, $"{Seconds};refresher=uas"),
        _ => Seconds.ToString(CultureInfo.InvariantCulture),
    };
}
