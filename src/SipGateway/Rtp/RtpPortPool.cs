using System.Net;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// The media ports of the node. Pairs are given out round robin, so that a port comes back as late as possible; one that another program
/// holds is passed over; one that has carried media rests until its old peer has fallen silent, so that a call never hears the one
/// before it. Thread-safe.
/// </summary>
public sealed class RtpPortPool : IDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    private readonly RtpPortPoolOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly int _first;
    private readonly bool[] _busy;
    private readonly uint[][] _lastSsrcs;
    private readonly List<Resting> _resting = [];
    private int _next;
    private long _passedOver;
    private long _exhausted;
    private bool _disposed;

    /// <exception cref="ArgumentOutOfRangeException">The range holds no pair.</exception>
    public RtpPortPool(RtpPortPoolOptions options, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.FirstPort, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.LastPort, 65535);
        (_options, _time) = (options, time);
        _first = options.FirstPort + (options.FirstPort & 1);
        var pairs = (options.LastPort - _first + 1) / 2;
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 1, nameof(options));
        _busy = new bool[pairs];
        _lastSsrcs = new uint[pairs][];
        Array.Fill(_lastSsrcs, []);
        _timer = time.CreateTimer(static state => ((RtpPortPool)state!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Where its sockets are bound, may be the any-address.</summary>
    internal IPAddress Address => _options.Address;

    /// <summary>Pairs in the range.</summary>
    public int Capacity => _busy.Length;

    /// <summary>Pairs in use or resting.</summary>
    public int Busy
    {
        get { lock (_gate) return _busy.Count(b => b); }
    }

    /// <summary>Times that a port was found taken by another program.</summary>
    public long PassedOver => Interlocked.Read(ref _passedOver);

    /// <summary>Times that no port was left.</summary>
    public long Exhausted => Interlocked.Read(ref _exhausted);

    /// <summary>Opens a session on the next free pair.</summary>
    /// <returns>Null: none is left (503).</returns>
    internal RtpSession? TryOpen() =>
        TryOpenPair() is { } pair ? new RtpSession(pair, _options.Timeouts, _lastSsrcs[pair.Index], _time) : null;

    /// <summary>Reserves and binds the next free pair.</summary>
    internal RtpPortPair? TryOpenPair()
    {
        var exhausted = false;
        for (var attempts = 0; attempts < _busy.Length && !exhausted && TryReserve() is { } index; attempts++)
        {
            if (TryBind(index, out exhausted) is { } pair) return pair;
            if (!exhausted) Interlocked.Increment(ref _passedOver);
            Free(index);
        }
        Interlocked.Increment(ref _exhausted);
        return null;
    }

    internal void TakeBack(RtpPortPair pair, bool carried, uint[] ssrcs)
    {
        lock (_gate)
        {
            _lastSsrcs[pair.Index] = ssrcs;
            if (carried && !_disposed && _options.QuietBeforeReuse > TimeSpan.Zero)
            {
                var now = _time.GetTimestamp();
                _resting.Add(new Resting(pair, now) { LastStray = now });
                if (_resting.Count == 1) _timer.Change(SweepEvery, SweepEvery);
                return;
            }
        }
        pair.Close();
        Free(pair.Index);
    }

    /// <summary>Looks at the resting pairs. The timer, or a test in its place.</summary>
    internal void Sweep()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            for (var i = _resting.Count - 1; i >= 0; i--)
            {
                var resting = _resting[i];
                if (resting.Pair.Drain()) resting.LastStray = now;
                if (_time.GetElapsedTime(resting.LastStray, now) < _options.QuietBeforeReuse
                    && _time.GetElapsedTime(resting.Since, now) < _options.LongestRest) continue;
                resting.Pair.Close();
                _busy[resting.Pair.Index] = false;
                _resting.RemoveAt(i);
            }
            if (_resting.Count == 0 && !_disposed) _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var resting in _resting) resting.Pair.Close();
            _resting.Clear();
        }
        _timer.Dispose();
    }

    private int? TryReserve()
    {
        lock (_gate)
        {
            for (var tried = 0; tried < _busy.Length; tried++)
            {
                var index = _next;
                _next = (_next + 1) % _busy.Length;
                if (_busy[index]) continue;
                _busy[index] = true;
                return index;
            }
            return null;
        }
    }

    private void Free(int index)
    {
        lock (_gate) _busy[index] = false;
    }

    private RtpPortPair? TryBind(int index, out bool exhausted)
    {
        var port = _first + 2 * index;
        if (MediaSocket.TryBind(_options.Address, port, out exhausted) is not { } media) return null;
        if (MediaSocket.TryBind(_options.Address, port + 1, out exhausted) is { } control)
            return new RtpPortPair(this, index, new IPEndPoint(_options.Address, port), media, control);
        media.Dispose();
        return null;
    }

    private sealed class Resting(RtpPortPair pair, long since)
    {
        public RtpPortPair Pair { get; } = pair;
        public long Since { get; } = since;
        public long LastStray { get; set; }
    }
}
