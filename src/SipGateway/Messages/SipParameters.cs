using System.Buffers;
using System.Collections;
using System.Text;

namespace Voxie.SipGateway.Messages;

/// <summary>
/// Ordered <c>;name=value</c> parameters of a URI or header value. Names compare without case and occur once
/// (RFC 3261 7.3.1). Values are kept as written, a quoted string with its quotes.
/// </summary>
internal sealed class SipParameters : IReadOnlyList<KeyValuePair<string, string?>>, IEquatable<SipParameters>
{
    public static readonly SipParameters None = new([]);

    // Wider than RFC 3261 gen-value: peers put '=' and '/' into tags, and RFC 5118 4.5 asks for bare IPv6 in received.
    private static readonly SearchValues<char> ValueChars = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~[]:/=@$&#()|^{}?");

    private readonly KeyValuePair<string, string?>[] _items;

    private SipParameters(KeyValuePair<string, string?>[] items) => _items = items;

    public int Count => _items.Length;

    public KeyValuePair<string, string?> this[int index] => _items[index];

    /// <summary>The value as written; null when absent or without value.</summary>
    public string? this[string name]
    {
        get
        {
            var index = IndexOf(name);
            return index < 0 ? null : _items[index].Value;
        }
    }

    public bool Contains(string name) => IndexOf(name) >= 0;

    /// <summary>The value without quotes and escapes; null when absent or without value.</summary>
    public string? Text(string name) => this[name] is { } value ? SipText.Unquote(value) : null;

    /// <summary>These parameters with one set (in its place when present, else last). A null value writes the name alone.</summary>
    /// <exception cref="ArgumentException">The name or value would break out of its place; quote free text first.</exception>
    public SipParameters With(string name, string? value = null)
    {
        if (!SipText.IsToken(name)) throw new ArgumentException("A parameter name is a token.", nameof(name));
        if (value != null && !IsWritable(value)) throw new ArgumentException("A parameter value is a token or a quoted string.", nameof(value));
        var index = IndexOf(name);
        var item = KeyValuePair.Create(name, value);
        if (index < 0) return new([.. _items, item]);
        var items = _items.ToArray();
        items[index] = item;
        return new(items);
    }

    public SipParameters Without(string name) =>
        Contains(name) ? new([.. _items.Where(item => !SameName(item.Key, name))]) : this;

    /// <summary>Reads <c>*( SEMI generic-param )</c>, as far as it goes. False: malformed, repeated or too many.</summary>
    public static bool TryRead(ref TextScanner scanner, out SipParameters parameters)
    {
        parameters = None;
        List<KeyValuePair<string, string?>>? items = null;
        while (scanner.TrySkip(';'))
        {
            if (!scanner.TryReadToken(out var name)) return false;
            string? value = null;
            if (scanner.TrySkip('='))
            {
                if (!(scanner.Next == '"' ? scanner.TryReadQuoted(out var text) : scanner.TryRead(ValueChars, out text))) return false;
                value = text.ToString();
            }

            if (!TryAdd(ref items, name.ToString(), value)) return false;
        }

        if (items != null) parameters = new([.. items]);
        return true;
    }

    /// <summary>Adds one parameter to a list being read. False: repeated, or over the limit.</summary>
    public static bool TryAdd(ref List<KeyValuePair<string, string?>>? items, string name, string? value)
    {
        items ??= [];
        // The limit also bounds this search.
        if (items.Count == SipLimits.Parameters || items.Exists(item => SameName(item.Key, name))) return false;
        items.Add(new(name, value));
        return true;
    }

    public static SipParameters Of(List<KeyValuePair<string, string?>>? items) => items == null ? None : new([.. items]);

    public void AppendTo(StringBuilder text)
    {
        foreach (var (name, value) in _items)
        {
            text.Append(';').Append(name);
            if (value != null) text.Append('=').Append(value);
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        AppendTo(text);
        return text.ToString();
    }

    public bool Equals(SipParameters? other) => other != null && _items.AsSpan().SequenceEqual(other._items);

    public override bool Equals(object? obj) => Equals(obj as SipParameters);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string?>>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsWritable(string value)
    {
        if (value.AsSpan().ContainsAny('\r', '\n')) return false;
        var scanner = new TextScanner(value);
        return (scanner.Next == '"' ? scanner.TryReadQuoted(out _) : scanner.TryRead(ValueChars, out _)) && scanner.AtEnd;
    }

    private int IndexOf(string name) => Array.FindIndex(_items, item => SameName(item.Key, name));

    private static bool SameName(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
