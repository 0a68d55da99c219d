using System.Collections.Concurrent;
using System.Net;

namespace Voxie.SipGateway.Transactions;

/// <summary>
/// Peers that are reached over UDP and took no TCP connection: the next large request need not wait for that again. Any thread.
/// </summary>
internal sealed class StreamRefusals(TimeProvider time)
{
    private const int Most = 1024;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<IPEndPoint, long> _refused = new();

    public void Add(IPEndPoint peer)
    {
        if (_refused.Count >= Most)
        {
            _refused.Clear();
        }

        _refused[peer] = time.GetTimestamp();
    }

    public bool Contains(IPEndPoint peer)
    {
        if (!_refused.TryGetValue(peer, out var at))
        {
            return false;
        }

        if (time.GetElapsedTime(at) < Remembered)
        {
            return true;
        }

        _refused.TryRemove(peer, out _);
        return false;
    }
}
