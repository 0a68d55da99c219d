namespace Voxie.SipGateway.Security;

/// <summary>So many a second, and so many at once. Pure: the time comes in. One thread at a time.</summary>
internal struct TokenBucket(double perSecond)
{
    private readonly double _perSecond = perSecond;
    private double _tokens = perSecond;
    private TimeSpan _at;

    public readonly bool HasToken(TimeSpan now) => TokensAt(now) >= 1;

    /// <param name="now">Any monotonic time.</param>
    /// <returns>False: there was none left, and none is taken.</returns>
    public bool TryTake(TimeSpan now)
    {
        _tokens = TokensAt(now);
        _at = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }

    // A bucket holds what one second brings: a burst of that size passes at once.
    private readonly double TokensAt(TimeSpan now) => Math.Min(_perSecond, _tokens + (Math.Max(0, (now - _at).TotalSeconds) * _perSecond));
}
