using System.Net;
using System.Net.Sockets;

namespace Voxie.SipGateway.Tests.Rtp;

/// <summary>Runs of free loopback UDP ports, each given out once in this process.</summary>
internal static class FreeRange
{
    private static int _next = 33_000 + Environment.ProcessId % 500 * 20;

    /// <param name="ports">How many; the first is even.</param>
    public static int Of(int ports)
    {
        while (true)
        {
            var first = Interlocked.Add(ref _next, ports + (ports & 1)) - ports - (ports & 1);
            first += first & 1;
            if (Enumerable.Range(first, ports).All(IsFree)) return first;
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
