using System.Net;
using System.Net.Sockets;

namespace Voxie.SipGateway.Security;

/// <summary>
/// Something remembered of each address, for a bounded number of them: whoever was unseen for longest is forgotten first, so
/// that no number of forged addresses makes it grow. An IPv6 sender counts as its /64: it has all of that to itself. Not locked.
/// </summary>
internal sealed class SourceTable<T>(int capacity)
{
    private readonly Dictionary<IPAddress, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byAge = new();

    private sealed class Entry(IPAddress key, T value)
    {
        public readonly IPAddress Key = key;
        public T Value = value;
    }

    public int Count => _entries.Count;

    /// <summary>What is remembered, without making it younger.</summary>
    public bool TryPeek(IPAddress source, out T? value)
    {
        var found = _entries.TryGetValue(KeyOf(source), out var node);
        value = found ? node!.Value.Value : default;
        return found;
    }

    /// <summary>What is remembered of an address, to be changed in place; made when there is nothing.</summary>
    public ref T Touch(IPAddress source, Func<T> make)
    {
        var key = KeyOf(source);
        if (_entries.TryGetValue(key, out var node))
        {
            _byAge.Remove(node);
        }
        else
        {
            if (_entries.Count >= capacity)
            {
                _entries.Remove(_byAge.First!.Value.Key);
                _byAge.RemoveFirst();
            }

            node = new LinkedListNode<Entry>(new Entry(key, make()));
            _entries.Add(key, node);
        }

        _byAge.AddLast(node);
        return ref node.Value.Value;
    }

    public void Forget(IPAddress source)
    {
        if (_entries.Remove(KeyOf(source), out var node))
        {
            _byAge.Remove(node);
        }
    }

    private static IPAddress KeyOf(IPAddress source)
    {
        if (source.IsIPv4MappedToIPv6)
        {
            return source.MapToIPv4();
        }

        if (source.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return source;
        }

        Span<byte> bytes = stackalloc byte[16];
        source.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
