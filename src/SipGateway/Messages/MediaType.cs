using System.Diagnostics.CodeAnalysis;

namespace Voxie.SipGateway.Messages;

/// <summary>Type and subtype (lower case) with parameters: Content-Type, and the ranges of Accept.</summary>
internal sealed record MediaType(string Type, string Subtype, SipParameters Parameters)
{
    public static readonly MediaType Sdp = new("application", "sdp", SipParameters.None);

    public bool IsSdp => Is("application", "sdp");

    public bool IsMultipart => Type == "multipart";

    public bool Is(string type, string subtype) => Type == type && Subtype == subtype;

    /// <summary>True when this Accept range (which may hold stars) takes the type.</summary>
    public bool Accepts(MediaType other) => (Type == "*" || Type == other.Type) && (Subtype == "*" || Subtype == other.Subtype);

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out MediaType? value)
    {
        var scanner = new TextScanner(text);
        return TryRead(ref scanner, out value) && scanner.AtEnd;
    }

    public static bool TryRead(ref TextScanner scanner, [NotNullWhen(true)] out MediaType? value)
    {
        value = null;
        scanner.SkipSpace();
        if (!scanner.TryReadToken(out var type) || !scanner.TrySkip('/') || !scanner.TryReadToken(out var subtype)) return false;
        if (!SipParameters.TryRead(ref scanner, out var parameters)) return false;
        scanner.SkipSpace();
        value = new(type.ToString().ToLowerInvariant(), subtype.ToString().ToLowerInvariant(), parameters);
        return true;
    }

    public override string ToString() => $"{Type}/{Subtype}{Parameters}";
}
