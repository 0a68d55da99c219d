using System.Net;

namespace Voxie.SipGateway.Security;

/// <summary>
/// Addresses that we have lately dealt with by our own choice or after a proof: their messages are read although no trunk
/// names them. It opens the ear, not the door: what they ask is judged like anybody's. Bounded. Any thread.
/// </summary>
internal sealed class KnownPeers(int capacity)
{
    /// <summary>Longer than an answer of ours or theirs is waited for, and than the usual pause of a registration.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly SourceTable<TimeSpan> _until = new(capacity);

    /// <param name="now">Any monotonic time.</param>
    public void Met(IPAddress address, TimeSpan now)
    {
        lock (_lock)
        {
            _until.Touch(address, static () => default) = now + Remembered;
        }
    }

    public bool Knows(IPAddress address, TimeSpan now)
    {
        lock (_lock)
        {
            return _until.TryPeek(address, out var until) && until > now;
        }
    }
}
