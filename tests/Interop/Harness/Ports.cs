using System.Net;
using System.Net.Sockets;

namespace Voxie.Interop.Harness;

/// <summary>
/// Hands out loopback ports in ranges that lie apart, each tried before it is given: tests, peers and nodes of one run
/// never meet. Below 32768, so that the system does not lend them as ephemeral ports.
/// </summary>
internal static class Ports
{
    private const int First = 20000;
    private const int Last = 32000;
    private static readonly Lock Gate = new();
    private static int _next = First + (Environment.ProcessId % 300 * 10);

    /// <summary>First port (even) of <paramref name="count"/> that are free in a row, UDP and TCP.</summary>
    public static int Take(int count = 2)
    {
        lock (Gate)
        {
            for (var tries = 0; tries < 2000; tries++)
            {
                var first = _next;
                _next += (count + 1) / 2 * 2;
                if (first + count > Last)
                {
                    _next = First;
                    continue;
                }

                if (Enumerable.Range(first, count).All(IsFree))
                {
                    return first;
                }
            }
        }

        throw new InvalidOperationException($"no {count} free loopback ports in a row");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            udp.Bind(new IPEndPoint(IPAddress.Loopback, port));
            using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            tcp.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
