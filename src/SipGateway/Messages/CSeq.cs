using System.Globalization;

namespace Voxie.SipGateway.Messages;

/// <summary>Command sequence (RFC 3261 20.16): a number below 2^32 and the method it counts for.</summary>
internal readonly record struct CSeq(uint Number, string Method)
{
    public static bool TryParse(ReadOnlySpan<char> text, out CSeq cseq)
    {
        cseq = default;
        var space = text.IndexOfAny(' ', '\t');
        if (space < 0 || !SipText.TryDigits(text[..space], uint.MaxValue, out var number)) return false;
        var method = SipText.TrimSpace(text[space..]);
        if (!SipText.IsToken(method)) return false;
        cseq = new(number, method.ToString());
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Method}");
}
