using System.Net;

namespace Voxie.SipGateway.Security;

/// <summary>Addresses that were refused too often and are not listened to for a while. Bounded. Any thread.</summary>
internal sealed class BanList(AdmissionOptions options)
{
    private readonly Lock _lock = new();
    private readonly SourceTable<Failures> _sources = new(options.MaxSources);

    private record struct Failures(TimeSpan Since, int Count, TimeSpan? BannedUntil);

    /// <param name="now">Any monotonic time.</param>
    public bool IsBanned(IPAddress source, TimeSpan now)
    {
        lock (_lock)
        {
            return _sources.TryPeek(source, out var failures) && failures.BannedUntil > now;
        }
    }

    /// <summary>Counts a failure: an unknown sender, or a wrong password.</summary>
    /// <returns>True: with this one the address is banned.</returns>
    public bool Failed(IPAddress source, TimeSpan now)
    {
        if (options.BanAfter == 0 || options.NeverBan.Any(network => network.Contains(source)))
        {
            return false;
        }

        lock (_lock)
        {
            ref var failures = ref _sources.Touch(source, () => new Failures(now, 0, null));
            if (now - failures.Since > options.BanWindow || failures.BannedUntil <= now)
            {
                failures = new Failures(now, 0, null);
            }

            failures.Count++;
            if (failures.Count < options.BanAfter || failures.BannedUntil is not null)
            {
                return false;
            }

            failures.BannedUntil = now + options.BanFor;
            return true;
        }
    }

    /// <summary>It has proven who it is.</summary>
    public void Forgive(IPAddress source)
    {
        lock (_lock)
        {
            _sources.Forget(source);
        }
    }
}
