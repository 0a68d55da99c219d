using System.Collections.Concurrent;

namespace Voxie.SipGateway.Telemetry;

/// <summary>
/// The ladders of all calls, found by Call-ID. An INVITE is kept from its first byte on, before anyone knows whether it becomes a
/// call; one that does not stays in a small ring. A ladder goes on for a while after its call: the last ACK comes late. Any thread.
/// </summary>
internal sealed class LadderBook(TimeProvider time) : ISipObserver
{
    /// <summary>INVITEs without a call that are remembered, the newest ones.</summary>
    public const int MaxUnclaimed = 64;

    /// <summary>Ladders of ended calls that are still written to; no longer than <see cref="AfterEnd"/> either.</summary>
    public const int MaxEnded = 2000;

    private static readonly TimeSpan AfterEnd = TimeSpan.FromSeconds(32);

    private readonly ConcurrentDictionary<string, Page> _pages = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Queue<Page> _unclaimed = new();
    private readonly Queue<(Page Page, long At)> _ended = new();

    /// <summary>One Call-ID. A call between two legs of this node has two users.</summary>
    private sealed class Page(LadderRecorder recorder)
    {
        public LadderRecorder Recorder { get; } = recorder;
        public int Users { get; set; }
        public bool IsClaimed { get; set; }
        public bool IsEnded => IsClaimed && Users == 0;
    }

    /// <summary>The ladder of a new call, with what was seen of it already. Closed by <see cref="Close"/>, once.</summary>
    public LadderRecorder Open(string callId)
    {
        lock (_lock)
        {
            if (!_pages.TryGetValue(callId, out var page) || page.IsEnded)
            {
                page = new Page(new LadderRecorder(callId, time));
                _pages[callId] = page;
            }

            page.IsClaimed = true;
            page.Users++;
            page.Recorder.Claim();
            return page.Recorder;
        }
    }

    /// <summary>The call is over. Late messages are still added for a while.</summary>
    public void Close(LadderRecorder recorder)
    {
        lock (_lock)
        {
            if (!_pages.TryGetValue(recorder.CallId, out var page) || page.Recorder != recorder || --page.Users > 0)
            {
                return;
            }

            _ended.Enqueue((page, time.GetTimestamp()));
            while (_ended.TryPeek(out var oldest) && (_ended.Count > MaxEnded || time.GetElapsedTime(oldest.At) > AfterEnd))
            {
                _ended.Dequeue();
                Forget_NeedsLock(oldest.Page);
            }
        }
    }

    /// <summary>What was seen of an INVITE that became no call; null: never seen, or too long ago.</summary>
    public SipLadder? Refused(string callId) =>
        _pages.TryGetValue(callId, out var page) && !page.IsClaimed ? page.Recorder.Picture() : null;

    public void Saw(in SipSighting sighting, ReadOnlySpan<byte> bytes)
    {
        if (_pages.TryGetValue(sighting.CallId, out var page) && !IsReused(page, sighting, bytes))
        {
            page.Recorder.Add(sighting, bytes);
        }
        else if (sighting.OpensCall)
        {
            Begin(sighting, bytes);
        }
    }

    public void Unsent(in SipSighting sighting, ReadOnlySpan<byte> bytes)
    {
        if (_pages.TryGetValue(sighting.CallId, out var page))
        {
            page.Recorder.MarkFailed(bytes);
        }
    }

    /// <summary>A new INVITE under the Call-ID of a call that is over, and no late copy of that call's own.</summary>
    private static bool IsReused(Page page, in SipSighting sighting, ReadOnlySpan<byte> bytes) =>
        sighting.OpensCall && page.IsEnded && !page.Recorder.Knows(bytes);

    private void Begin(in SipSighting sighting, ReadOnlySpan<byte> bytes)
    {
        var page = new Page(new LadderRecorder(sighting.CallId, time));
        page.Recorder.Add(sighting, bytes);
        lock (_lock)
        {
            _pages[sighting.CallId] = page;
            _unclaimed.Enqueue(page);
            while (_unclaimed.Count > MaxUnclaimed)
            {
                if (_unclaimed.Dequeue() is { IsClaimed: false } oldest)
                {
                    Forget_NeedsLock(oldest);
                }
            }
        }
    }

    private void Forget_NeedsLock(Page page) => _pages.TryRemove(KeyValuePair.Create(page.Recorder.CallId, page));
}
