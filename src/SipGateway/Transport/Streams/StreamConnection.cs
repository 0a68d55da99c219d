using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transport.Streams;

/// <summary>
/// One TCP or TLS connection: a loop that reads and hands up whole messages in their order, and one that writes what is queued.
/// What waits for what, and since when, is looked at by <see cref="Tick"/>.
/// </summary>
#pragma warning disable CA1001 // RunAsync is its life and lets go of everything at its end.
internal sealed partial class StreamConnection : SipConnection
#pragma warning restore CA1001
{
    private const long NotWriting = -1;

    private readonly Socket _socket;
    private readonly StreamLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IStreamFramer _framer;
    private readonly CancellationTokenSource _abort = new();
    private readonly Channel<byte[]> _queue = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _queuedBytes;
    private long _since;
    private long _writingSince = NotWriting;
    private volatile ConnectionPhase _phase;

    /// <param name="socket">Connected already when it is inbound. Owned from here on.</param>
    /// <param name="tlsName">Who must be at the other end, for one that we open.</param>
    public StreamConnection(
        Socket socket, IPEndPoint remote, bool isInbound, string? tlsName, IStreamFramer framer, StreamLimits limits, TimeProvider time, ILogger logger)
    {
        _framer = framer;
        (_socket, Remote, IsInbound, TlsName) = (socket, remote, isInbound, tlsName);
        (_limits, _time, _logger) = (limits, time, logger);
        Enter(isInbound ? ConnectionPhase.Fresh : ConnectionPhase.Connecting);
    }

    public IPEndPoint Remote { get; }

    public bool IsInbound { get; }

    public string? TlsName { get; }

    public ConnectionPhase Phase => _phase;

    /// <summary>Connected, and the handshake is done.</summary>
    public bool IsUp => _phase is not (ConnectionPhase.Connecting or ConnectionPhase.Handshaking or ConnectionPhase.Closing);

    /// <summary>Done when everything queued is out, or never will be.</summary>
    public Task Flushed => _flushed.Task;

    /// <summary>How long nothing has come; meaningful while idle.</summary>
    public TimeSpan Silent => _time.GetElapsedTime(Volatile.Read(ref _since));

    /// <summary>Queues a message. Any thread.</summary>
    /// <returns>False: it is closing, or the peer does not read what is queued already.</returns>
    public bool TrySend(ReadOnlySpan<byte> message) => TryQueue(_framer.Wrap(message));

    private bool TryQueue(byte[] bytes)
    {
        if (Interlocked.Add(ref _queuedBytes, bytes.Length) > _limits.QueuedBytes)
        {
            Interlocked.Add(ref _queuedBytes, -bytes.Length);
            LogNotReading(Remote);
            Abort();
            return false;
        }

        return _queue.Writer.TryWrite(bytes);
    }

    /// <summary>Lives as long as the connection. Never throws.</summary>
    /// <param name="open">Makes the stream: connects, shakes hands.</param>
    public async Task RunAsync(Func<StreamConnection, Socket, CancellationToken, Task<Stream>> open, SipBytesReceiver receiver, SipFlow flow, Action<StreamConnection> ended)
    {
        var writing = Task.CompletedTask;
        Stream? stream = null;
        try
        {
            stream = await open(this, _socket, _abort.Token);
            Enter(IsInbound ? ConnectionPhase.Fresh : ConnectionPhase.Idle);
            writing = WriteAsync(stream);
            await ReadAsync(stream, receiver, flow);
        }
        catch (Exception error) when (IsOfTheNetwork(error))
        {
            LogLost(Remote, error.Message);
        }
        catch (Exception error)
        {
            // A bug of ours on one connection must not stop the others.
            LogFault(error);
        }
        finally
        {
            BeginClose();
            await writing; // what is queued may still go out; Tick sees that this ends
            _flushed.TrySetResult();
            ended(this);
            await _abort.CancelAsync();
            if (stream is not null)
            {
                await stream.DisposeAsync();
            }

            _socket.Dispose();
            _framer.Dispose();
        }
    }

    /// <summary>Takes nothing more to send; what is queued still goes out, and then we close.</summary>
    public void BeginClose()
    {
        Enter(ConnectionPhase.Closing);
        _queue.Writer.TryComplete();
        _ = EndAsync();
    }

    /// <summary>Ends it at once.</summary>
    public void Abort()
    {
        BeginClose();
        _ = _abort.CancelAsync();
    }

    /// <summary>The next wait begins; there is none after <see cref="ConnectionPhase.Closing"/>.</summary>
    public void Enter(ConnectionPhase phase)
    {
        lock (_gate)
        {
            if (_phase != ConnectionPhase.Closing)
            {
                Volatile.Write(ref _since, _time.GetTimestamp());
                _phase = phase;
            }
        }
    }

    /// <summary>Ends what has waited too long. The transport's sweep.</summary>
    public void Tick()
    {
        var phase = _phase;
        var writing = Volatile.Read(ref _writingSince);
        if (writing != NotWriting && _time.GetElapsedTime(writing) >= _limits.Write)
        {
            LogNotReading(Remote);
            Abort();
        }
        else if (Silent >= _limits.For(phase))
        {
            LogTooLong(Remote, phase);
            if (phase == ConnectionPhase.Idle)
            {
                BeginClose();
            }
            else
            {
                Abort();
            }
        }
    }

    internal static bool IsOfTheNetwork(Exception error) =>
        error is IOException or SocketException or OperationCanceledException or ObjectDisposedException
            or System.Security.Authentication.AuthenticationException;

    private async Task ReadAsync(Stream stream, SipBytesReceiver receiver, SipFlow flow)
    {
        while (true)
        {
            var read = await stream.ReadAsync(_framer.Room(), _abort.Token);
            if (read == 0)
            {
                return;
            }

            if (_phase == ConnectionPhase.Closing)
            {
                continue; // the bytes are not kept: they are over-written by the next
            }

            _framer.Added(read);
            Take(receiver, flow);
        }
    }

    private void Take(SipBytesReceiver receiver, SipFlow flow)
    {
        while (true)
        {
            switch (_framer.Next(out var bytes))
            {
                case FramePart.Message:
                    Enter(ConnectionPhase.Idle);
                    receiver(bytes, flow, SipParseReason.None);
                    break;
                case FramePart.Ping:
                    TrySend("\r\n"u8);
                    break;
                case FramePart.Reply:
                    TryQueue(bytes.ToArray());
                    break;
                case FramePart.Over:
                    BeginClose();
                    return;
                case FramePart.Broken:
                    LogBroken(Remote, _framer.Fault);
                    receiver(bytes, flow, _framer.Fault);
                    BeginClose();
                    return;
                default:
                    Wait();
                    return;
            }
        }
    }

    /// <summary>A wait that goes on keeps its beginning: a peer that sends a byte now and then gains no time.</summary>
    private void Wait()
    {
        var phase = _framer.State switch
        {
            FramingState.InHead => ConnectionPhase.Head,
            FramingState.InBody => ConnectionPhase.Body,
            _ => _phase == ConnectionPhase.Fresh ? ConnectionPhase.Fresh : ConnectionPhase.Idle,
        };
        if (phase == ConnectionPhase.Idle || phase != _phase)
        {
            Enter(phase);
        }
    }

    private async Task WriteAsync(Stream stream)
    {
        try
        {
            await foreach (var message in _queue.Reader.ReadAllAsync(_abort.Token))
            {
                Volatile.Write(ref _writingSince, _time.GetTimestamp());
                await stream.WriteAsync(message, _abort.Token);
                Volatile.Write(ref _writingSince, NotWriting);
                Interlocked.Add(ref _queuedBytes, -message.Length);
            }

            if (_framer.Farewell() is { IsEmpty: false } farewell)
            {
                Volatile.Write(ref _writingSince, _time.GetTimestamp());
                await stream.WriteAsync(farewell, _abort.Token);
                Volatile.Write(ref _writingSince, NotWriting);
            }

            if (stream is System.Net.Security.SslStream tls)
            {
                await tls.ShutdownAsync();
            }

            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (IsOfTheNetwork(error))
        {
            LogLost(Remote, error.Message);
            Abort();
        }
        finally
        {
            _flushed.TrySetResult();
        }
    }
}
