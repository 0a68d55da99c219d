namespace Voxie.SipGateway.Dns;

/// <summary>
/// Remembers answers, absences too, as long as they may be; asks for the same thing only once at a time. While the servers are
/// silent an answer that has run out is better than none (RFC 8767). Any thread.
/// </summary>
internal sealed class DnsCache(IDnsLookup source, TimeProvider time) : IDnsLookup
{
    private const int MostNames = 2000;
    private static readonly TimeSpan StaleFor = TimeSpan.FromHours(6);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Name, DnsRecordType Type), Entry> _entries = [];
    private readonly Dictionary<(string Name, DnsRecordType Type), Task<DnsAnswer>> _underWay = [];

    /// <param name="At">When it was last asked for.</param>
    /// <param name="FoundAt">When a server said so.</param>
    private sealed record Entry(DnsAnswer Answer, long At, long FoundAt);

    public async ValueTask<DnsAnswer> LookupAsync(string name, DnsRecordType type, CancellationToken cancellation)
    {
        var key = (Name: name.TrimEnd('.').ToLowerInvariant(), type);
        if (!DnsQuery.IsName(key.Name))
        {
            return new DnsAnswer(DnsStatus.NoSuchName, [], TimeSpan.Zero);
        }

        Task<DnsAnswer>? asked;
        TaskCompletionSource<DnsAnswer>? ours = null;
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.At) < entry.Answer.Life)
            {
                return entry.Answer;
            }

            if (!_underWay.TryGetValue(key, out asked))
            {
                ours = new TaskCompletionSource<DnsAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
                _underWay.Add(key, asked = ours.Task);
            }
        }

        if (ours is not null)
        {
            _ = AskAsync(key, ours);
        }

        // One who gives up does not take the answer away from the others.
        return await asked.WaitAsync(cancellation);
    }

    private async Task AskAsync((string Name, DnsRecordType Type) key, TaskCompletionSource<DnsAnswer> asked)
    {
        var answer = DnsAnswer.Failed;
        try
        {
            answer = await source.LookupAsync(key.Name, key.Type, CancellationToken.None);
        }
        finally
        {
            lock (_lock)
            {
                _underWay.Remove(key);
                answer = Keep_NeedsLock(key, answer);
            }

            asked.SetResult(answer);
        }
    }

    private DnsAnswer Keep_NeedsLock((string Name, DnsRecordType Type) key, DnsAnswer answer)
    {
        var now = time.GetTimestamp();
        var foundAt = now;
        if (answer.Status == DnsStatus.Failed && _entries.TryGetValue(key, out var old) && old.Answer.Status == DnsStatus.Found
            && time.GetElapsedTime(old.FoundAt) < StaleFor)
        {
            (answer, foundAt) = (old.Answer with { Life = AskAgainAfter }, old.FoundAt);
        }

        if (_entries.Count >= MostNames)
        {
            _entries.Clear();
        }

        _entries[key] = new Entry(answer, now, foundAt);
        return answer;
    }
}
