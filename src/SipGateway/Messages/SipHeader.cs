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

    /// <summary>Long form and usual case for known headers, as written for others.</summary>
    public string Name { get; }

    public string Value { get; }

    public override string ToString() => $"{Name}: {Value}";
}
