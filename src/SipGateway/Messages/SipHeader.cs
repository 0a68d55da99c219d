namespace Voxie.SipGateway.Messages;

/// <summary>One header as it stands on its line, unfolded.</summary>
internal readonly record struct SipHeader
{
    /// <exception cref="ArgumentException">The name is no token, or the value holds a line end: writing it would forge headers.</exception>
    public SipHeader(string name, string value)
    {
        if (!SipText.IsToken(name)) throw new ArgumentException("A header name is a token.", nameof(name));
        if (value.AsSpan().ContainsAny('\r', '\n')) throw new ArgumentException("A header value is one line.", nameof(value));
        Name = HeaderNames.Of(name);
        Value = SipText.TrimSpace(value).Length == value.Length ? value : SipText.TrimSpace(value).ToString();
    }

    /// <summary>A header as the parser read it: name canonical, value unfolded, trimmed and clean.</summary>
    internal static SipHeader Read(string name, string value) => new() { Name = name, Value = value };

    /// <summary>Long form and usual case for known headers, as written for others.</summary>
    public string Name { get; private init; }

    public string Value { get; private init; }

    public override string ToString() => $"{Name}: {Value}";
}
