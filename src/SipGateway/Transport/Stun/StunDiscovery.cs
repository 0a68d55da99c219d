using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Voxie.SipGateway.Transport.Stun;

/// <summary>
/// Asks a STUN server again and again what the outside sees of a listener, which also keeps the binding of a NAT. Answers are told by
/// <see cref="Received"/>, from whatever socket the requests go out of.
/// </summary>
/// <param name="local">Whose family the server is asked for, and whose port stands in place of the mapped one if that is of another socket.</param>
/// <param name="ownPort">The requests go out of the listener's own socket, so that the mapped port is its port.</param>
internal sealed partial class StunDiscovery(
    StunServer server, AdvertisedAddress advertised, IPEndPoint local, bool ownPort, Action<byte[], IPEndPoint> send, TimeProvider time, ILogger logger)
{
    private const int Tries = 7; // RFC 5389 7.2.1: Rc
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500); // RTO
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(25); // bindings of UDP may last 30 s only
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _transactionId = [];
    private IPEndPoint? _asked;
    private IPEndPoint? _mapped;
    private TaskCompletionSource? _answered;

    /// <summary>Done when the address is known for the first time.</summary>
    public Task Known => _known.Task;

    /// <summary>Goes on until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var answered = await ResolveAsync(stop) is { } at && await AskAsync(at, stop);
                if (!answered)
                {
                    LogNoAnswer(server);
                }

                await Task.Delay(answered ? AskEvery : AfterFailure, time, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // the listener closes
        }
    }

    /// <summary>Takes a datagram that looks like STUN. Receive loop.</summary>
    public void Received(ReadOnlySpan<byte> datagram, IPEndPoint source)
    {
        lock (_lock)
        {
            // Only the server that was asked may say where we are.
            if (_answered is null || !source.Equals(_asked) || !StunMessage.TryReadResponse(datagram, _transactionId, out var mapped))
            {
                return;
            }

            var seen = ownPort ? mapped : new IPEndPoint(mapped.Address, local.Port);
            if (!seen.Equals(_mapped))
            {
                _mapped = seen;
                advertised.Discover(seen);
                LogMapped(server, seen);
            }

            _answered.TrySetResult();
            _known.TrySetResult();
        }
    }

    private async Task<IPEndPoint?> ResolveAsync(CancellationToken stop)
    {
        if (IPAddress.TryParse(server.Host, out var literal))
        {
            return new IPEndPoint(literal, server.Port);
        }

        try
        {
            var addresses = await System.Net.Dns.GetHostAddressesAsync(server.Host, local.AddressFamily, stop);
            return addresses.Length == 0 ? null : new IPEndPoint(addresses[0], server.Port);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task<bool> AskAsync(IPEndPoint at, CancellationToken stop)
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var transactionId = RandomNumberGenerator.GetBytes(StunMessage.TransactionIdBytes);
        lock (_lock)
        {
            (_transactionId, _asked, _answered) = (transactionId, at, answered);
        }

        var request = StunMessage.Request(transactionId);
        var wait = FirstWait;
        for (var i = 0; i < Tries; i++, wait *= 2)
        {
            send(request, at);
            if (await Task.WhenAny(answered.Task, Task.Delay(wait, time, stop)) == answered.Task)
            {
                return true;
            }

            stop.ThrowIfCancellationRequested();
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "STUN server {Server} sees us as {Mapped}")]
    private partial void LogMapped(StunServer server, IPEndPoint mapped);

    [LoggerMessage(Level = LogLevel.Warning, Message = "STUN server {Server} does not answer; peers are told what was known before, or the local address")]
    private partial void LogNoAnswer(StunServer server);
}
