using System.Net;

namespace Voxie.SipGateway.Dns;

/// <summary>The name servers of /etc/resolv.conf. Search domains are not used: the host of a SIP URI is a full name.</summary>
internal static class ResolvConf
{
    private const int Port = 53;
    private const int MostServers = 3; // as the C library

    public static IReadOnlyList<IPEndPoint> Parse(string text)
    {
        var servers = new List<IPEndPoint>();
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words is ["nameserver", var address, ..] && servers.Count < MostServers && IPAddress.TryParse(address, out var server))
            {
                servers.Add(new IPEndPoint(server, Port));
            }
        }

        // resolv.conf(5): without any, the server of this machine.
        return servers.Count > 0 ? servers : [new IPEndPoint(IPAddress.Loopback, Port)];
    }

    public static IReadOnlyList<IPEndPoint> ReadSystem() => Parse(SystemFile.ReadOrEmpty("/etc/resolv.conf"));
}
