using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Voxie.SipGateway.Messages;

/// <summary>The dialog that a new INVITE is to take the place of (RFC 3891 6.1), its tags as the receiver of the INVITE sees them.</summary>
/// <param name="ToTag">Tag of the receiver of the INVITE.</param>
/// <param name="EarlyOnly">Only while that dialog is not answered.</param>
internal sealed record Replaces(string CallId, string ToTag, string FromTag, bool EarlyOnly = false)
{
    private static readonly SearchValues<char> NotInCallId = SearchValues.Create(" \t,\"<>");

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Replaces? value)
    {
        value = null;
        text = SipText.TrimSpace(text);
        var end = text.IndexOf(';');
        if (end < 1) return false;
        var callId = SipText.TrimSpace(text[..end]);
        if (callId.ContainsAny(NotInCallId)) return false;
        var scanner = new TextScanner(text[end..]);
        if (!SipParameters.TryRead(ref scanner, out var parameters)) return false;
        scanner.SkipSpace();
        if (!scanner.AtEnd || parameters["to-tag"] is not { } toTag || parameters["from-tag"] is not { } fromTag) return false;
        value = new(callId.ToString(), toTag, fromTag, parameters.Contains("early-only"));
        return true;
    }

    public override string ToString() => $"{CallId};to-tag={ToTag};from-tag={FromTag}{(EarlyOnly ? ";early-only" : "")}";
}
