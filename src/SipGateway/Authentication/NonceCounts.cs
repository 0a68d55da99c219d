namespace Voxie.SipGateway.Authentication;

/// <summary>
/// The highest count seen of each nonce in use, so that credentials that were overheard cannot be sent again. Only nonces that
/// came with a right password stand here. Bounded: when the oldest must go, all nonces up to its time are worn out. Any thread.
/// </summary>
internal sealed class NonceCounts(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, uint> _highest = [];
    private readonly Queue<(string Nonce, TimeSpan MadeAt)> _order = new();
    private TimeSpan _wornOut = TimeSpan.MinValue;

    /// <summary>Nonces remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _highest.Count;
            }
        }
    }

    /// <summary>Takes a count of a nonce.</summary>
    /// <param name="oldest">Nonces made before are too old anyway and are forgotten.</param>
    /// <returns>False: not above the last one, or the nonce is worn out.</returns>
    public bool TryTake(string nonce, TimeSpan madeAt, uint count, TimeSpan oldest)
    {
        lock (_lock)
        {
            while (_order.TryPeek(out var head) && head.MadeAt < oldest)
            {
                _highest.Remove(_order.Dequeue().Nonce);
            }

            if (_highest.TryGetValue(nonce, out var last))
            {
                _highest[nonce] = Math.Max(last, count);
                return count > last;
            }

            if (madeAt <= _wornOut || count == 0)
            {
                return false;
            }

            if (_highest.Count == capacity)
            {
                var gone = _order.Dequeue();
                _highest.Remove(gone.Nonce);
                _wornOut = gone.MadeAt > _wornOut ? gone.MadeAt : _wornOut;
            }

            _highest.Add(nonce, count);
            _order.Enqueue((nonce, madeAt));
            return true;
        }
    }
}
