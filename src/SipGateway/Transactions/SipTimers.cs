namespace Voxie.SipGateway.Transactions;

/// <summary>The timer values of RFC 3261 17.1.1.1 and table 4. The rest is derived from T1, T2 and T4.</summary>
public sealed record SipTimers
{
    /// <summary>Estimated round trip.</summary>
    public TimeSpan T1 { get; init; } = TimeSpan.FromMilliseconds(500);
    /// <summary>Longest interval between retransmissions of anything but an INVITE request.</summary>
    public TimeSpan T2 { get; init; } = TimeSpan.FromSeconds(4);
    /// <summary>Longest time a message stays in the network.</summary>
    public TimeSpan T4 { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>RFC 3261 17.2.1: an INVITE without any response after this time gets 100 Trying.</summary>
    public TimeSpan TryingAfter { get; init; } = TimeSpan.FromMilliseconds(200);
    /// <summary>RFC 3261 13.3.1.1: a provisional response is repeated this often, so that proxies keep the call.</summary>
    public TimeSpan ProvisionalRepeat { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>64*T1: timers B, F, H, J, L and M, and the wait for the ACK to a 2xx.</summary>
    internal TimeSpan Timeout => 64 * T1;
    /// <summary>Timer D: at least 32 s over UDP.</summary>
    internal TimeSpan D => Timeout > TimeSpan.FromSeconds(32) ? Timeout : TimeSpan.FromSeconds(32);

    /// <summary>The interval after <paramref name="last"/>: twice as long, at most <see cref="T2"/> when capped.</summary>
    internal TimeSpan Next(TimeSpan last, bool capped)
    {
        var next = 2 * last;
        return capped && next > T2 ? T2 : next;
    }
}
