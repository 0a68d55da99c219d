using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Voxie.SipGateway.Messages;

/// <summary>
/// Headers in their order, immutable. Names are looked up as they are read: in any case and form. Content-Length is never among
/// them: the parser uses it up and the writer makes it from the body.
/// </summary>
internal sealed partial class SipHeaders : IReadOnlyList<SipHeader>, IEquatable<SipHeaders>
{
    public static readonly SipHeaders Empty = new([]);

    private readonly SipHeader[] _items;
    private CoreHeaders? _core;
    private ViaHeader? _topVia;

    public SipHeaders(params IEnumerable<SipHeader> headers)
        : this(headers.ToArray())
    {
    }

    private SipHeaders(SipHeader[] items) => _items = items;

    public int Count => _items.Length;

    public SipHeader this[int index] => _items[index];

    /// <summary>Value of the first header of that name.</summary>
    public string? this[string name]
    {
        get
        {
            var index = IndexOf(name);
            return index < 0 ? null : _items[index].Value;
        }
    }

    public ReadOnlySpan<SipHeader> AsSpan() => _items;

    public bool Contains(string name) => IndexOf(name) >= 0;

    /// <summary>Values of all headers of that name, one per line, not split at commas.</summary>
    public IEnumerable<string> All(string name) => Of(name).Select(header => header.Value);

    /// <summary>These headers and one more at the end.</summary>
    public SipHeaders Add(string name, string value) => new([.. _items, new SipHeader(name, value)]);

    /// <summary>These headers and one more at the top (a Via of ours).</summary>
    public SipHeaders Prepend(string name, string value) => new([new SipHeader(name, value), .. _items]);

    /// <summary>These headers with every header of that name in <paramref name="source"/> at the end, as they stand there.</summary>
    public SipHeaders AddFrom(SipHeaders source, string name) =>
        source.Contains(name) ? new([.. _items, .. source.Of(name)]) : this;

    /// <summary>These headers with exactly one of that name, where the first stood, else at the end.</summary>
    public SipHeaders With(string name, string value)
    {
        var at = IndexOf(name);
        if (at < 0) return Add(name, value);
        return new([.. _items[..at], new SipHeader(name, value), .. new SipHeaders(_items[(at + 1)..]).Without(name)]);
    }

    public SipHeaders Without(string name) => Contains(name) ? new([.. _items.Where(header => !IsNamed(header, HeaderNames.Of(name)))]) : this;

    /// <summary>These headers with another top Via; the hops below it stay as they are.</summary>
    public SipHeaders WithTopVia(ViaHeader via)
    {
        // As nearly every message has it, one Via on a line, the first one on top: nothing needs to be read again.
        if (_core is { Fault: SipParseReason.None, Vias: var vias } core && _items[0].Name == HeaderNames.Via && vias.Length == _items.Count(item => item.Name == HeaderNames.Via))
        {
            var items = _items.AsSpan().ToArray();
            items[0] = new SipHeader(HeaderNames.Via, via.ToString());
            return new(items) { _core = core.WithTopVia(via) };
        }

        var below = Vias.Skip(1).Select(hop => new SipHeader(HeaderNames.Via, hop.ToString()));
        return new([new SipHeader(HeaderNames.Via, via.ToString()), .. below, .. Without(HeaderNames.Via)._items]);
    }

    public bool Equals(SipHeaders? other) => other != null && _items.AsSpan().SequenceEqual(other._items);

    public override bool Equals(object? obj) => Equals(obj as SipHeaders);

    public override int GetHashCode() => HashCode.Combine(_items.Length, CallId, CSeq);

    public IEnumerator<SipHeader> GetEnumerator() => ((IEnumerable<SipHeader>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string name)
    {
        var known = HeaderNames.Of(name);
        return Array.FindIndex(_items, header => IsNamed(header, known));
    }

    private IEnumerable<SipHeader> Of(string name)
    {
        var known = HeaderNames.Of(name);
        return _items.Where(header => IsNamed(header, known));
    }

    private static bool IsNamed(SipHeader header, string known) => header.Name.Equals(known, StringComparison.OrdinalIgnoreCase);
}
