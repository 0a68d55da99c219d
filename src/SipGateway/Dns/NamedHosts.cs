using System.Collections.Concurrent;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Dns;

/// <summary>
/// Names that peers have put into their messages, looked up in the background: the first request to one goes where the dialog came
/// from, those that follow go by the name. Bounded. Any thread.
/// </summary>
internal sealed class NamedHosts(SipResolver resolver, TimeProvider time) : INamedHosts
{
    private const int MostHosts = 1000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);

    private sealed record Host(SipTarget? Best, long At);

    public SipTarget? Find(SipUri uri)
    {
        var key = $"{uri.Scheme}:{uri.HostPort};{uri.Transport}";
        if (!_hosts.TryGetValue(key, out var known) || time.GetElapsedTime(known.At) > Fresh)
        {
            if (_hosts.Count >= MostHosts)
            {
                _hosts.Clear();
            }

            // Noted before it is looked for: copies of the request do not ask again.
            _hosts[key] = new Host(known?.Best, time.GetTimestamp());
            _ = LookAsync(key, uri);
        }

        return _hosts.TryGetValue(key, out var now) ? now.Best : null;
    }

    private async Task LookAsync(string key, SipUri uri)
    {
        var found = await resolver.ResolveAsync(uri, CancellationToken.None);
        if (found.Targets.Count > 0)
        {
            _hosts[key] = new Host(found.Targets[0], time.GetTimestamp());
        }
    }
}
