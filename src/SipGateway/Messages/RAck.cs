using System.Globalization;

namespace Voxie.SipGateway.Messages;

/// <summary>Which reliable provisional response a PRACK acknowledges (RFC 3262 7.2): its RSeq and the CSeq of its request.</summary>
internal readonly record struct RAck(uint RSeq, CSeq Request)
{
    public static bool TryParse(ReadOnlySpan<char> text, out RAck value)
    {
        value = default;
        text = SipText.TrimSpace(text);
        var space = text.IndexOfAny(' ', '\t');
        if (space < 0 || !SipText.TryDigits(text[..space], uint.MaxValue, out var rseq)) return false;
        if (!CSeq.TryParse(SipText.TrimSpace(text[space..]), out var request)) return false;
        value = new(rseq, request);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{RSeq} {Request}");
}
