using System.Collections.Concurrent;
using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Dtls;

/// <summary>
/// Agrees with one peer on keys for one way of media, over that way (RFC 5764). Any thread calls; the work is done in pieces on the thread
/// pool, one at a time. Whoever owns the socket hands in what came from the peer's address, and from nobody else's, and sends what is to go
/// out. Disposed by its owner.
/// </summary>
/// <param name="run">Queues the work; the thread pool, or whoever stands in for it in a test.</param>
internal sealed class DtlsAssociation(DtlsIdentity identity, DtlsTerms terms, TimeProvider time, Action<IThreadPoolWorkItem> run)
    : IThreadPoolWorkItem, IDisposable
{
    private const int Idle = 0;
    private const int Queued = 1;
    private const int Running = 2;
    private const int Again = 3;

    /// <summary>Handshakes that may come to nothing, for what a stranger injects can break one; the right peer gets on with the next.</summary>
    private const int MaxTries = 8;

    private const int MaxOutput = 64;

    // Timers are not asked to be finer, and a wait of nothing would spin.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly DatagramRing _in = new();
    private readonly ConcurrentQueue<byte[]> _out = new();
    private int _state;
    private Action<DtlsFault>? _failed;
    private Action<Exception>? _broken;
    private volatile bool _started;
    private volatile bool _expected;
    private volatile bool _closed;
    private SrtpSession? _session;
    private SrtpSuite? _suite;
    private long _dropped;

    // The pump's own.
    private DtlsHandshake? _handshake;
    private ITimer? _timer;
    private TimeSpan? _deadline;
    private TimeSpan? _beginAt;
    private DtlsFault _fault;
    private int _tries;
    private bool _over;

    public DtlsTerms Terms => terms;

    /// <summary>What the keys are for; null: there are none yet.</summary>
    public SrtpSuite? Suite => Volatile.Read(ref _suite);

    /// <summary>It has been given up, and will not come about again.</summary>
    public bool IsClosed => _closed;

    /// <summary>Datagrams that were too long, or too many at once.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>From here on records are answered, and as client we say hello.</summary>
    /// <param name="failed">Told once when there will be no keys. On the thread pool.</param>
    /// <param name="broken">Told of a bug of ours. On the thread pool.</param>
    public void Start(Action<DtlsFault> failed, Action<Exception> broken)
    {
        if (_started) return;
        (_failed, _broken) = (failed, broken);
        _started = true;
        Schedule();
    }

    /// <summary>The call is answered: the peer has so long and no longer. Before, it may not be there yet.</summary>
    public void Expect()
    {
        if (_expected) return;
        _expected = true;
        Schedule();
    }

    /// <summary>Something came from the peer's address. The thread that owns the socket.</summary>
    public void Take(ReadOnlySpan<byte> datagram)
    {
        if (!_in.TryWrite(datagram)) Volatile.Write(ref _dropped, _dropped + 1);
        else Schedule();
    }

    /// <summary>The next datagram to send to the peer. The thread that owns the socket.</summary>
    public bool TryNext(out ReadOnlySpan<byte> datagram)
    {
        datagram = _out.TryDequeue(out var bytes) ? bytes : default;
        return bytes is not null;
    }

    /// <summary>The keys at work, once; whoever takes them owns them.</summary>
    public SrtpSession? TakeSession() => Volatile.Read(ref _session) is null ? null : Interlocked.Exchange(ref _session, null);

    /// <summary>Nothing is answered any more. Keys that were taken stay good.</summary>
    public void Dispose()
    {
        _closed = true;
        Schedule();
    }

    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            Volatile.Write(ref _state, Running);
            try
            {
                Work();
            }
            catch (Exception exception)
            {
                _over = true;
                _broken?.Invoke(exception);
            }
        }
        while (Interlocked.CompareExchange(ref _state, Idle, Running) != Running);
    }

    private TimeSpan Now => time.GetElapsedTime(0);

    private void Schedule()
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (state is Queued or Again) return;
            if (Interlocked.CompareExchange(ref _state, state == Idle ? Queued : Again, state) != state) continue;
            if (state == Idle) run(this);
            return;
        }
    }

    private void Work()
    {
        if (_closed)
        {
            End();
            return;
        }

        if (!_started || _over) return;
        if (_handshake is null || _beginAt <= Now) Begin();
        if (_expected) _deadline ??= Now + terms.Within;
        while (!_over && _in.TryPeek(out var datagram))
        {
            _handshake!.Take(datagram);
            _in.Advance();
            Settle();
        }

        if (_over || Suite is not null) return;
        if (_handshake!.Wait <= TimeSpan.Zero)
        {
            _handshake.Retransmit();
            Settle();
        }

        if (!_over && _deadline <= Now) Fail(_fault == DtlsFault.None ? DtlsFault.Timeout : _fault);
        if (!_over) Arm();
    }

    private void Begin()
    {
        _beginAt = null;
        _handshake?.Dispose();
        _handshake = new DtlsHandshake(identity, terms);
        _handshake.Begin();
        Send();
    }

    private void Send()
    {
        foreach (var datagram in _handshake!.TakeOutput())
        {
            if (_out.Count < MaxOutput) _out.Enqueue(datagram);
        }
    }

    private void Settle()
    {
        Send();
        if (_handshake!.Keys is { } keys)
        {
            if (Suite is not null) return;
            _timer?.Dispose();
            Volatile.Write(ref _session, new SrtpSession(keys));
            Volatile.Write(ref _suite, keys.Suite);
        }
        else if (_handshake.Fault != DtlsFault.None && _beginAt is null)
        {
            _fault = _handshake.Fault;
            // While it rings there may be nobody yet, and OpenSSL gives up after a dozen hellos.
            if (_fault == DtlsFault.Timeout && !_expected) _beginAt = Now + terms.FirstRetransmission;
            // The first two only a peer that was heard to the end can bring about; anybody who forges an address the others.
            else if (_fault is DtlsFault.WrongCertificate or DtlsFault.NoProfile || ++_tries == MaxTries) Fail(_fault);
            // Not at once: two sides that refuse each other must not do so at full speed.
            else _beginAt = Now + terms.FirstRetransmission;
        }
    }

    private void Arm()
    {
        var due = _beginAt - Now ?? _handshake!.Wait;
        if (_deadline - Now is { } left && !(due < left)) due = left;
        if (due is null) return;
        _timer ??= time.CreateTimer(_ => Schedule(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(due.Value < Tick ? Tick : due.Value, Timeout.InfiniteTimeSpan);
    }

    private void Fail(DtlsFault fault)
    {
        _over = true;
        _timer?.Dispose();
        _failed!(fault);
    }

    private void End()
    {
        _over = true;
        _timer?.Dispose();
        _handshake?.Dispose();
        _handshake = null;
        TakeSession()?.Dispose();
    }
}
