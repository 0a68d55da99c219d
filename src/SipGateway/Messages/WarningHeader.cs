using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Voxie.SipGateway.Messages;

/// <summary>What was wrong, mostly with a session description (RFC 3261 20.43): <c>305 host "text"</c>.</summary>
internal sealed record WarningHeader(int Code, string Agent, string Text)
{
    public const int Miscellaneous = 399;

    private static readonly SearchValues<char> Space = SearchValues.Create(" \t");

    public static bool TryRead(ref TextScanner scanner, [NotNullWhen(true)] out WarningHeader? value)
    {
        value = null;
        scanner.SkipSpace();
        var digits = scanner.ReadUntil(Space);
        if (digits.Length != 3 || !SipText.TryDigits(digits, 999, out var code)) return false;
        scanner.SkipSpace();
        var agent = scanner.ReadUntil(Space);
        scanner.SkipSpace();
        if (agent.IsEmpty || !scanner.TryReadQuoted(out var text)) return false;
        value = new((int)code, agent.ToString(), SipText.Unquote(text.ToString()));
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code:D3} {Agent} {SipText.Quote(Text)}");
}
