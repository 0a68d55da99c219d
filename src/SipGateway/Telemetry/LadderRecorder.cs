using System.Text;
using System.Text.Unicode;

namespace Voxie.SipGateway.Telemetry;

/// <summary>
/// Collects the messages of one Call-ID, bounded: the first ones and the last ones are kept, what lies between is counted. Bytes
/// are kept as they came; whoever looks gets them masked. Any thread.
/// </summary>
internal sealed class LadderRecorder(string callId, TimeProvider time)
{
    /// <summary>How much is kept from the beginning on, until a call claims the ladder: refused INVITEs must not fill the memory.</summary>
    public const int MessagesUnclaimed = 20;
    public const int BytesUnclaimed = 64 * 1024;
    public const int FirstMessages = 300;
    public const int FirstBytes = 384 * 1024;
    public const int LastMessages = 100;
    public const int LastBytes = 128 * 1024;

    private readonly Lock _lock = new();
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _startedStamp = time.GetTimestamp();
    private readonly List<Entry> _first = [];
    private readonly LinkedList<Entry> _last = new();
    private int _firstBytes;
    private int _lastBytes;
    private int _leftOut;
    private bool _claimed;

    /// <param name="content">Shared by the copies of one message.</param>
    private sealed class Entry(SipSighting seen, byte[] content, bool again, long stamp)
    {
        public SipSighting Seen { get; } = seen;
        public byte[] Content { get; } = content;
        public bool Again { get; } = again;
        public long Stamp { get; } = stamp;
        public bool Failed { get; set; }
        public int LeftOutBefore { get; set; }
    }

    public string CallId { get; } = callId;

    /// <summary>A call wants the ladder: its full bounds hold from here on.</summary>
    public void Claim()
    {
        lock (_lock)
        {
            _claimed = true;
        }
    }

    public void Add(in SipSighting seen, ReadOnlySpan<byte> bytes)
    {
        var stamp = time.GetTimestamp();
        lock (_lock)
        {
            var same = FindSame_NeedsLock(seen.Sent, bytes);
            var entry = new Entry(seen, same?.Content ?? bytes.ToArray(), same is not null, stamp);
            if (_last.Count == 0 && _leftOut == 0 && FitsFirst_NeedsLock(bytes.Length))
            {
                _first.Add(entry);
                _firstBytes += bytes.Length;
            }
            else if (_claimed)
            {
                AddLast_NeedsLock(entry);
            }
            else
            {
                _leftOut++;
            }
        }
    }

    /// <summary>The message that was shown last with these bytes was not sent.</summary>
    public void MarkFailed(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (FindSame_NeedsLock(sent: true, bytes) is { } entry)
            {
                entry.Failed = true;
            }
        }
    }

    /// <summary>True when this very message came before.</summary>
    public bool Knows(ReadOnlySpan<byte> received)
    {
        lock (_lock)
        {
            return FindSame_NeedsLock(sent: false, received) is not null;
        }
    }

    /// <summary>All that is kept, secrets masked.</summary>
    public SipLadder Picture()
    {
        Entry[] entries;
        int leftOut;
        lock (_lock)
        {
            entries = [.. _first, .. _last];
            leftOut = _leftOut;
        }

        var masked = new Dictionary<byte[], byte[]>(ReferenceEqualityComparer.Instance);
        var messages = new List<SipLadderMessage>(entries.Length);
        foreach (var entry in entries)
        {
            if (!masked.TryGetValue(entry.Content, out var content))
            {
                masked.Add(entry.Content, content = SipMask.Mask(entry.Content));
            }

            messages.Add(Show(entry, content));
        }

        return SipLadder.Of(_startedAt, messages, leftOut);
    }

    private SipLadderMessage Show(Entry entry, byte[] content)
    {
        var offset = time.GetElapsedTime(_startedStamp, entry.Stamp);
        var isText = Utf8.IsValid(content);
        var lineEnd = content.AsSpan().IndexOfAny((byte)'\r', (byte)'\n');
        return new SipLadderMessage
        {
            At = _startedAt + offset,
            OffsetMs = Math.Round(offset.TotalMilliseconds, 3),
            Direction = entry.Seen.Sent ? SipDirection.Sent : SipDirection.Received,
            Transport = entry.Seen.Transport,
            Local = entry.Seen.Local.ToString(),
            Remote = entry.Seen.Remote.ToString(),
            StartLine = Encoding.UTF8.GetString(lineEnd < 0 ? content : content.AsSpan(0, lineEnd)),
            Retransmission = entry.Again,
            Failed = entry.Failed,
            LeftOutBefore = entry.LeftOutBefore,
            Text = isText ? Encoding.UTF8.GetString(content) : null,
            Bytes = isText ? null : content,
        };
    }

    private bool FitsFirst_NeedsLock(int length) => _claimed
        ? _first.Count < FirstMessages && _firstBytes + length <= FirstBytes
        : _first.Count < MessagesUnclaimed && _firstBytes + length <= BytesUnclaimed;

    private void AddLast_NeedsLock(Entry entry)
    {
        entry.LeftOutBefore = _leftOut;
        _leftOut = 0;
        _last.AddLast(entry);
        _lastBytes += entry.Content.Length;
        while (_last.Count > LastMessages || _lastBytes > LastBytes)
        {
            var gone = _last.First!.Value;
            _last.RemoveFirst();
            _lastBytes -= gone.Content.Length;
            if (_last.First is { Value: var next })
            {
                next.LeftOutBefore += gone.LeftOutBefore + 1;
            }
            else
            {
                _leftOut += gone.LeftOutBefore + 1;
            }
        }
    }

    /// <summary>The last one with the same bytes: a retransmission is one message that is seen again (RFC 3261 17).</summary>
    private Entry? FindSame_NeedsLock(bool sent, ReadOnlySpan<byte> bytes)
    {
        for (var node = _last.Last; node is not null; node = node.Previous)
        {
            if (IsSame(node.Value, sent, bytes))
            {
                return node.Value;
            }
        }

        for (var i = _first.Count - 1; i >= 0; i--)
        {
            if (IsSame(_first[i], sent, bytes))
            {
                return _first[i];
            }
        }

        return null;
    }

    private static bool IsSame(Entry entry, bool sent, ReadOnlySpan<byte> bytes) =>
        entry.Seen.Sent == sent && entry.Content.Length == bytes.Length && bytes.SequenceEqual(entry.Content);
}
