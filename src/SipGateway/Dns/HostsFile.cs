using System.Net;

namespace Voxie.SipGateway.Dns;

/// <summary>Names that need no server: those of /etc/hosts. Immutable.</summary>
internal sealed class HostsFile
{
    private const int MostLines = 100_000;
    private readonly Dictionary<string, List<IPAddress>> _addresses = new(StringComparer.OrdinalIgnoreCase);

    public static HostsFile Empty { get; } = Parse("");

    /// <summary>Reads lines of an address and names; what cannot be read is passed over.</summary>
    public static HostsFile Parse(string text)
    {
        var hosts = new HostsFile();
        foreach (var line in text.Split('\n').Take(MostLines))
        {
            var words = line.Split('#')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 1 && IPAddress.TryParse(words[0], out var address) && !words[0].Contains('%'))
            {
                foreach (var name in words.Skip(1))
                {
                    hosts.Add(name, address);
                }
            }
        }

        // RFC 6761 6.3, also where there is no file.
        if (!hosts._addresses.ContainsKey("localhost"))
        {
            hosts.Add("localhost", IPAddress.Loopback);
            hosts.Add("localhost", IPAddress.IPv6Loopback);
        }

        return hosts;
    }

    /// <summary>The system's file; empty when it cannot be read.</summary>
    public static HostsFile ReadSystem() => Parse(SystemFile.ReadOrEmpty("/etc/hosts"));

    /// <summary>Addresses of a name in the order of the file; empty: not in it.</summary>
    public IReadOnlyList<IPAddress> Find(string name) => _addresses.TryGetValue(name.TrimEnd('.'), out var found) ? found : [];

    private void Add(string name, IPAddress address)
    {
        if (!_addresses.TryGetValue(name, out var list))
        {
            _addresses.Add(name, list = []);
        }

        list.Add(address);
    }
}
