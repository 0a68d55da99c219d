using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Registrations;

/// <summary>
/// Keeps the way to a registrar open through the NAT between: two line ends now and then, which every SIP peer drops unread over UDP
/// and answers over streams (RFC 5626 3.5.1). Over streams it tells when the connection is lost, too: calls come on it. Strand of its
/// registration only, but for the timer and what it tells.
/// </summary>
internal sealed class FlowKeepAlive(RegistrationLayers layers)
{
    /// <summary>Below the half minute after which NATs forget a way over UDP.</summary>
    private static readonly TimeSpan BehindNat = TimeSpan.FromSeconds(25);

    /// <summary>A registrar that closes sooner wants no standing connections, and would only be asked again and again.</summary>
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(30);

    private ITimer? _timer;
    private CancellationTokenRegistration _watch;

    /// <summary>How often: what is set, else only where a NAT was seen, and over UDP; TCP has the kernel's own. Null: never.</summary>
    /// <param name="set">As the trunk says; zero: never; null: nothing.</param>
    public static TimeSpan? Period(TimeSpan? set, bool isTranslated, bool isReliable) =>
        set is { } told ? (told > TimeSpan.Zero ? told : null)
        : isTranslated && !isReliable ? BehindNat
        : null;

    /// <param name="every">Null: only the connection is watched.</param>
    /// <param name="lost">Told when the connection ends. Any thread.</param>
    public void Keep(SipFlow flow, TimeSpan? every, Action lost)
    {
        Stop();
        if (every is { } longest)
        {
            var period = longest * (1 - (layers.Lot() / 5)); // RFC 5626 4.4.1: spread over the last fifth
            _timer = layers.Time.CreateTimer(_ => layers.Transports.KeepAlive(flow), null, period, period);
        }

        if (flow.Transport.IsReliable)
        {
            var since = layers.Time.GetTimestamp();
            _watch = layers.Transports.KeepAlive(flow).UnsafeRegister(_ =>
            {
                if (layers.Time.GetElapsedTime(since) >= ShortestLife)
                {
                    lost();
                }
            }, null);
        }
    }

    public void Stop()
    {
        _timer?.Dispose();
        _timer = null;
        _watch.Unregister(); // does not wait: what was told just then is of no harm
        _watch = default;
    }
}
