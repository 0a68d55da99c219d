using System.Net;

namespace Voxie.SipGateway.Security;

/// <summary>What unknown addresses may send, each and all together. Any thread.</summary>
/// <param name="each">Messages a second of one address.</param>
/// <param name="all">Messages a second of all of them.</param>
/// <param name="capacity">Addresses remembered.</param>
internal sealed class SourceRates(int each, int all, int capacity)
{
    private readonly Lock _lock = new();
    private readonly SourceTable<TokenBucket> _sources = new(capacity);
    private TokenBucket _together = new(all);

    /// <param name="now">Any monotonic time.</param>
    /// <returns>False: more than allowed.</returns>
    public bool TryTake(IPAddress source, TimeSpan now)
    {
        lock (_lock)
        {
            // Its own allowance first: one loud address uses up no more than that of everybody's.
            return _sources.Touch(source, () => new TokenBucket(each)).TryTake(now) && _together.TryTake(now);
        }
    }
}
