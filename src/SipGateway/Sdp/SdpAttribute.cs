namespace Voxie.SipGateway.Sdp;

/// <summary><c>a=name</c> or <c>a=name:value</c>. Names are case-sensitive (RFC 8866 5.13).</summary>
internal readonly record struct SdpAttribute(string Name, string? Value = null)
{
    public static SdpAttribute Parse(string text)
    {
        var colon = text.IndexOf(':');
        return colon < 0 ? new(text) : new(text[..colon], text[(colon + 1)..]);
    }

    public override string ToString() => Value == null ? $"a={Name}" : $"a={Name}:{Value}";
}
