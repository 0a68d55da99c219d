using System.Net;
using System.Net.Sockets;
using Voxie.Admin.Config;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Cli.Doctor;

/// <summary>Can the configured ports be opened?</summary>
internal static class PortChecks
{
    /// <summary>A node on this data folder holds its lock: then its ports are rightly taken.</summary>
    public static bool IsNodeRunning(VoxieConfig config)
    {
        try
        {
            DataFolder.Hold(config.DataFolder).Dispose();
            return false;
        }
        catch (StorageException)
        {
            return true;
        }
    }

    public static async IAsyncEnumerable<Finding> RunAsync(VoxieConfig config, bool running)
    {
        await Task.CompletedTask;
        var http = config.Options.Http.Listen;
        yield return Judge("HTTP port", http, CanBind(SocketType.Stream, ProtocolType.Tcp, http), "VOXIE_HTTP", running);
        yield return Media(config.Options.Rtp.Ports);
    }

    private static Finding Judge(string subject, IPEndPoint address, SocketError error, string variable, bool running) => error switch
    {
        SocketError.Success => new Finding(Verdict.Ok, subject, $"{address} is free"),
        SocketError.AddressAlreadyInUse when running => new Finding(Verdict.Ok, subject, $"{address} is in use, and a node is running here"),
        SocketError.AddressAlreadyInUse => new Finding(Verdict.Fail, subject, $"{address} is taken by another program", $"stop it, or set {variable}"),
        _ => new Finding(Verdict.Fail, subject, $"{address} cannot be opened ({error})", $"set {variable} to an address of this machine"),
    };

    private static Finding Media(PortRange ports)
    {
        int pairs = 0, free = 0;
        for (var port = ports.First + ports.First % 2; port < ports.Last; port += 2)
        {
            pairs++;
            if (CanBind(SocketType.Dgram, ProtocolType.Udp, new IPEndPoint(IPAddress.Any, port)) == SocketError.Success
                && CanBind(SocketType.Dgram, ProtocolType.Udp, new IPEndPoint(IPAddress.Any, port + 1)) == SocketError.Success)
            {
                free++;
            }
        }
        var detail = $"{ports}: {free} of {pairs} pairs are free";
        return free == 0 ? new Finding(Verdict.Fail, "media ports", detail, "set VOXIE_RTP to another range")
            : free < pairs / 2 ? new Finding(Verdict.Warn, "media ports", detail, "set VOXIE_RTP to a range that others leave alone")
            : new Finding(Verdict.Ok, "media ports", detail);
    }

    internal static SocketError CanBind(SocketType type, ProtocolType protocol, IPEndPoint address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, type, protocol);
            socket.Bind(address);
            return SocketError.Success;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode;
        }
    }
}
