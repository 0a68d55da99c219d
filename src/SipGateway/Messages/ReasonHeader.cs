using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Voxie.SipGateway.Messages;

/// <summary>Why a call ended, in the words of another protocol (RFC 3326): <c>Q.850;cause=16;text="Normal"</c>.</summary>
/// <param name="Protocol">As written: SIP, Q.850.</param>
internal sealed record ReasonHeader(string Protocol, int? Cause, string? Text)
{
    public static bool TryRead(ref TextScanner scanner, [NotNullWhen(true)] out ReasonHeader? value)
    {
        value = null;
        scanner.SkipSpace();
        if (!scanner.TryReadToken(out var protocol) || !SipParameters.TryRead(ref scanner, out var parameters)) return false;
        int? cause = SipText.TryDigits(parameters["cause"], ushort.MaxValue, out var number) ? (int)number : null;
        value = new(protocol.ToString(), cause, parameters.Text("text"));
        return true;
    }

    public override string ToString()
    {
        var text = Protocol;
        if (Cause is { } cause) text += string.Create(CultureInfo.InvariantCulture, $";cause={cause}");
        return Text == null ? text : $"{text};text={SipText.Quote(Text)}";
    }
}
