using System.Net;
using System.Security.Cryptography;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// One media socket pair of one call: what comes in is heard by a sink, what a source plays goes out, a packet every ptime. Opened by
/// <see cref="RtpPortPool"/>; configured as offer and answer settle, before or after <see cref="Start"/>; disposed once, by its owner.
/// It owns no thread: sockets, receiver and sender belong to the clock thread, the decoder to the listening thread.
/// </summary>
internal sealed class RtpSession : IClockedLeg, IAsyncDisposable
{
    private const long TellForgedEveryNs = 10_000_000_000;

    private readonly RtpPortPair _ports;
    private readonly PacketRing _ring = new();
    private readonly RtpReceiver _receiver;
    private readonly RtpWriter _writer;
    private readonly RtpSender _sender;
    private readonly RtcpReporter _reporter;
    private readonly LineProtection _protection = new();
    private readonly KeyTones _tones = new();
    private readonly LineHandshake _handshake;
    private readonly LineRate _rate = new(G711.RateHz);
    private readonly LineTaps _taps;
    private readonly MediaWatch _watch;
    private readonly byte[] _datagram = new byte[2048];
    private readonly byte[] _packet = new byte[RtpSender.MaxPacket + SrtpSession.MaxOverhead];
    private readonly byte[] _control = new byte[RtcpReporter.MaxPacket + SrtpSession.MaxOverhead];
    private readonly byte[] _payload = new byte[ReorderBuffer.MaxPayload];

    // Listening thread only.
    private HeardAudio? _heard;
    private DriftAbsorber? _drift;
    private KeyEar? _keys;

    private MediaEngine? _engine;
    private MediaLane? _lane;
    private IRtpObserver? _observer;
    private RtpParameters? _parameters;
    private RtpParameters? _applied;
    private RtpParameters? _silent;
    private IFrameSink? _sink;
    private IFrameSource? _source;
    private CaptureRing? _capture;
    private long _packetsSent;
    private long _playedSamples;
    private long _lastArrival;
    private long _forgedTold;
    private long _tellForgedAt;
    private int _disposed;

    public RtpSession(RtpPortPair ports, RtpTimeouts timeouts, uint[] refusedSsrcs, TimeProvider time)
    {
        _ports = ports;
        _handshake = new LineHandshake(fault => _observer?.KeysFailed(fault), bug => _observer?.MediaFailed(bug));
        _taps = new LineTaps(_rate);
        _watch = new MediaWatch(timeouts.Initial, timeouts.Later);
        _receiver = new RtpReceiver(_ring, refusedSsrcs);
        // RFC 3550 5.1 and 8.1: unpredictable beginnings. RFC 3711 3.3.1: the sequence in the lower half, so that losing the first packets
        // cannot hide a roll-over from the peer.
        Span<byte> seed = stackalloc byte[10];
        RandomNumberGenerator.Fill(seed);
        _writer = new RtpWriter(BitConverter.ToUInt32(seed), (ushort)(BitConverter.ToUInt16(seed[4..]) & 0x7FFF), BitConverter.ToUInt32(seed[6..]));
        _sender = new RtpSender(_writer);
        _reporter = new RtcpReporter(time, _writer.Ssrc, RandomNumberGenerator.GetHexString(16, lowercase: true));
    }

    /// <summary>Address and RTP port that we receive on; RTCP is one above.</summary>
    public IPEndPoint Local => _ports.Local;
    public int LocalPort => _ports.Local.Port;

    /// <summary>PCM rate of what is heard and played, in Hz; fixed once it is asked for or a codec is agreed. Any thread.</summary>
    public int RateHz => _rate.Hz;

    /// <summary>Says what rate the codec will probably have. Any thread.</summary>
    public void Expect(int rateHz) => _rate.Expect(rateHz);

    /// <summary>Samples of the playing timeline that have been sent. Silence counts; time on hold and digits do not. Any thread.</summary>
    public long PlayedSamples => Volatile.Read(ref _playedSamples);

    int IClockedLeg.MediaFd => _ports.Media.Fd;
    int IClockedLeg.ControlFd => _ports.Control.Fd;
    int IClockedLeg.BeatMs => Volatile.Read(ref _parameters)?.BeatMs ?? 20;

    /// <summary>Puts the session on the clock. Media flows from here on as far as <see cref="Configure"/> has said. Called once.</summary>
    public void Start(MediaEngine engine, IRtpObserver observer)
    {
        if (_lane is not null) throw new InvalidOperationException("The session runs already.");
        _engine = engine;
        _observer = observer;
        _lane = engine.LeastLoaded();
        _lane.Add(this);
    }

    /// <summary>What offer and answer settled; again after each re-INVITE. In force from the next frame. Any thread.</summary>
    public void Configure(RtpParameters parameters)
    {
        var before = Volatile.Read(ref _parameters)?.Srtp;
        // Keys are derived here, to keep the clock thread free of it. The same keys go on as they are, with their roll-over counters.
        var srtp = parameters.Keys is not { } keys ? null : keys.Equals(before?.Keys) ? before : new SrtpSession(keys);
        var rate = _rate.Settle(parameters.Codec.RateHz());
        Volatile.Write(ref _parameters, parameters with { Srtp = srtp, RateHz = rate });
        _handshake.Use(parameters);
    }

    /// <summary>Who hears this line; null: nobody. The old sink may get one more frame while this returns. Any thread.</summary>
    public void Listen(IFrameSink? sink) => Volatile.Write(ref _sink, sink);

    /// <summary>What this line plays; null: silence, which is sent. The old source may be pulled once more while this returns. Any thread.</summary>
    public void Play(IFrameSource? source) => Volatile.Write(ref _source, source);

    /// <summary>Lets somebody hear both sides of the line. Any thread.</summary>
    public void Tap(ILineTap tap) => _taps.Add(tap);

    /// <summary>Any thread. The tap may be called once more while this returns.</summary>
    public void Untap(ILineTap tap) => _taps.Remove(tap);

    /// <summary>Every datagram goes into this ring, too, as it is on the wire. Any thread.</summary>
    public void Capture(CaptureRing ring) => Volatile.Write(ref _capture, ring);

    /// <summary>Queues a key to be sent, as a telephone event or as its tones; sound pauses for it.</summary>
    /// <param name="duration">Up to 8 s.</param>
    /// <returns>False: keys do not go with the media of this line, no such key, or too many are waiting.</returns>
    public bool SendDigit(char digit, TimeSpan duration)
    {
        if (Volatile.Read(ref _parameters) is not { } parameters || parameters.KeyWay == KeyWay.Outside) return false;
        return parameters.HasKeysInSound
            ? _tones.TryEnqueue(digit, duration)
            : _sender.Digits.TryEnqueue(digit, (int)Math.Clamp(duration.TotalMilliseconds * (parameters.EventClockHz / 1000), 1, ushort.MaxValue));
    }

    /// <summary>The media part of the leg's report. Any thread; complete after disposal.</summary>
    public LegReport Report() => new()
    {
        Codec = Volatile.Read(ref _parameters)?.Codec.Name(),
        LocalMedia = Local.ToString(),
        RemoteMedia = _receiver.Target.IsSendable ? _receiver.Target.ToString() : Volatile.Read(ref _parameters)?.Remote.ToString(),
        PacketsSent = Volatile.Read(ref _packetsSent),
        PacketsReceived = _receiver.Received,
        PacketsLost = _receiver.Lost,
        PacketsLate = _receiver.Late,
        PacketsRefused = _receiver.Refused,
        JitterMs = _receiver.Tracker.Jitter * 1000 / _receiver.ClockHz,
        RoundTripMs = _reporter.RoundTripMs,
        Mos = Mos(),
        DriftSamples = Volatile.Read(ref _drift)?.Shift ?? 0,
        RemoteLost = _reporter.RemoteLost,
        Encryption = (Volatile.Read(ref _parameters)?.Keys?.Suite ?? Volatile.Read(ref _parameters)?.Dtls?.Suite)?.Name,
        KeyExchange = Volatile.Read(ref _parameters) switch { { Keys: not null } => "sdes", { Dtls: not null } => "dtls", _ => null },
        PacketsUnauthenticated = _protection.Unauthenticated,
        PacketsReplayed = _protection.Replayed,
    };

    /// <summary>How the peer is heard here; null: nothing came.</summary>
    private double? Mos()
    {
        var (received, lost) = (_receiver.Received, _receiver.Lost);
        if (received == 0) return null;
        // Packetisation and the peer's half of the round trip; jitter costs as long as holes are waited for, not more.
        var oneWay = (_reporter.RoundTripMs ?? 0) / 2 + 20 + Math.Min(2 * _receiver.Tracker.Jitter * 1000 / _receiver.ClockHz, 60);
        var share = (double)lost / (received + lost);
        return Math.Round(EModel.Mos(EModel.Rating(share, _receiver.BurstRatio(share), oneWay)), 2);
    }

    /// <summary>Takes the session off the clock, says goodbye by RTCP and gives the ports back. Idempotent.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        if (_lane is not null)
        {
            await _lane.RemoveAsync(this);
            // Nobody else touches the sockets now.
            if (_packetsSent > 0) SendReport(bye: true, Volatile.Read(ref _lastArrival));
            _engine!.Metrics.LegEnded(_receiver.Refused, _receiver.Late, _receiver.Lost, _ring.Overflows, _protection.Unauthenticated, Mos());
        }
        _handshake.Use(null);
        _protection.Dispose();
        _heard?.Dispose();
        _sender.Dispose();
        Volatile.Read(ref _parameters)?.Srtp?.Dispose();
        _ports.Return(_receiver.LastArrival != 0 || _receiver.Refused > 0 || _packetsSent > 0, _receiver.Ssrcs);
    }

    void IClockedLeg.ReceiveMedia(long now)
    {
        var length = _ports.Media.Receive(_datagram, out var source);
        if (length < 0) return;
        Captured(_datagram, length, source, now);
        // Authenticated before anything of this line is touched; strangers are not even worth that.
        if (TryTakeRecord(length, source, source, Applied()?.Dtls)) return;
        if (length > _datagram.Length || Applied() is not { } parameters || _receiver.IsStranger(source))
        {
            _receiver.Refuse();
            return;
        }
        if (parameters.MultiplexesControl && RtcpPacket.Looks(_datagram.AsSpan(0, length)))
        {
            if (source == _receiver.Target) TakeControl(length, now);
            return;
        }
        if (!_protection.TryOpen(_datagram.AsSpan(0, length), out length))
        {
            _receiver.Refuse();
            return;
        }
        _receiver.Take(_datagram.AsSpan(0, length), source, parameters, now);
        Volatile.Write(ref _lastArrival, _receiver.LastArrival);
    }

    void IClockedLeg.ReceiveControl(long now)
    {
        var length = _ports.Control.Receive(_datagram, out var source);
        if (length >= 0) Captured(_datagram, length, source, now, isControl: true);
        if (length < 0 || length > _datagram.Length || Applied() is null || !source.SameHost(_receiver.Target)
            || TryTakeRecord(length, source, source.WithPort(source.Port - 1), _applied?.ControlDtls)) return;
        TakeControl(length, now);
    }

    void IClockedLeg.Send(long now)
    {
        if (Applied() is not { } parameters) return;
        _receiver.Tick(now, parameters.BeatMs * 1_000_000L);
        var target = _receiver.Target;
        _handshake.Send(parameters, _ports, target);
        // Without keys yet nothing is played either: what is to be said waits, and is said from its beginning.
        var length = _protection.Seal(
            _packet, _sender.Next(_protection.IsOpen ? parameters : _silent!, _tones.Before(Volatile.Read(ref _source), parameters.RateHz), _packet));
        if (length > 0 && target.IsSendable && _ports.Media.Send(_packet.AsSpan(0, length), target))
        {
            Volatile.Write(ref _packetsSent, _packetsSent + 1);
            Captured(_packet, length, target, now, isSent: true);
        }
        // Tones count when they are pulled, packets when they are full: what has been said is not taken back in between.
        Volatile.Write(ref _playedSamples, Math.Max(_playedSamples, _sender.PlayedSamples - _tones.PlayedSamples));
        _taps.Sent(_sender.LastFrame, _sender.LastPosition, now);
        if (_reporter.IsDue(now)) SendReport(bye: false, now);
    }

    IFrameSink? IClockedLeg.Hear(long now)
    {
        if (Volatile.Read(ref _parameters) is not { } parameters) return null;
        var sink = Volatile.Read(ref _sink);
        var ears = (_keys ??= new KeyEar(parameters.RateHz)).Before(_taps.Before(sink), parameters.HasKeysInSound, _observer);
        ears = (_drift ??= new DriftAbsorber(parameters.RateHz)).Before(ears);
        _taps.PassSent();
        _heard ??= new HeardAudio(parameters.RateHz);
        var before = _heard.Position;
        while (_ring.TryRead(out var packet, _payload, out var length))
        {
            // Again: what went out before this packet came is in the ring by now, if it was not a moment ago.
            _taps.PassSent();
            if (packet.Kind == HeardKind.Digit)
                _observer?.DigitReceived((char)_payload[0], TimeSpan.FromSeconds((double)packet.Timestamp / parameters.EventClockHz));
            else if (parameters.Receives)
                _heard.Take(packet, _payload.AsSpan(0, length), ears);
        }
        if (!parameters.Receives) _heard.Pause(now);
        // What waits behind a hole comes in a moment: to go on without it would only make it late.
        else if (!_receiver.Waits) _heard.Continue(now, ears);
        // A peer that holds us (sendonly, inactive) may play music or nothing: its silence is no fault.
        if (_watch.Check(now, Volatile.Read(ref _lastArrival), parameters is { Receives: true, Sends: true, Expected: true }) is { } silence) _observer?.MediaTimedOut(silence);
        TellForged(now);
        return _heard.Position != before ? sink : null;
    }

    void IClockedLeg.Fault(Exception exception) => _observer?.MediaFailed(exception);

    /// <summary>The parameters in force; a change of address reaches the latch here, on the clock thread.</summary>
    private RtpParameters? Applied()
    {
        var parameters = Volatile.Read(ref _parameters);
        if (parameters is null) return null;
        if (ReferenceEquals(parameters, _applied))
        {
            LineHandshake.Settle(parameters, _protection);
            return parameters;
        }
        _applied = parameters;
        _silent = parameters.Dtls is null ? null : parameters with { Sends = false };
        if (parameters.Dtls is null) _protection.Set(parameters.Srtp);
        else _protection.Await(parameters.ControlDtls is not null);
        _receiver.Signal(parameters);
        return parameters;
    }

    private void TakeControl(int length, long now)
    {
        if (!_protection.TryOpenControl(_datagram.AsSpan(0, length), out length)) return;
        if (_reporter.Take(_datagram.AsSpan(0, length), now) is { } leaving) _receiver.Leave(leaving);
        // RFC 3389 lets a side that pauses say nothing for as long as its noise stays the same; its reports show that it is there.
        if (_receiver.Pauses) Volatile.Write(ref _lastArrival, now);
    }

    /// <summary>DTLS is handed on from the peer's own address alone: what a stranger says must not reach a handshake (S15 of the threat list).</summary>
    /// <param name="media">Where media comes from when reports come from <paramref name="source"/>.</param>
    private bool TryTakeRecord(int length, in MediaAddress source, in MediaAddress media, DtlsAssociation? dtls)
    {
        if (length > _datagram.Length || !DatagramKind.IsDtls(_datagram.AsSpan(0, length))) return false;
        if (dtls is null || !_receiver.MayShake(media)) _receiver.Refuse();
        else _handshake.Take(dtls, _datagram.AsSpan(0, length), source, media);
        return true;
    }

    private void SendReport(bool bye, long now)
    {
        var parameters = Volatile.Read(ref _parameters);
        var target = ControlTarget(parameters);
        if (!target.IsSendable) return;
        var length = _reporter.Write(
            _control, Volatile.Read(ref _packetsSent), _sender.PayloadBytes, _writer.Timestamp, _receiver.Ssrc, _receiver.Tracker, bye, now);
        length = _protection.SealControl(_control, length);
        var shared = parameters is { MultiplexesControl: true };
        if (length > 0 && (shared ? _ports.Media : _ports.Control).Send(_control.AsSpan(0, length), target))
            Captured(_control, length, target, now, isSent: true, isControl: !shared);
    }

    /// <summary>RFC 5761: the port of the media, if both agreed. RFC 3605: the port that the SDP names. Else, and for a learned source, the next one.</summary>
    private MediaAddress ControlTarget(RtpParameters? parameters)
    {
        var target = _receiver.Target;
        if (!target.IsSendable || parameters is null or { MultiplexesControl: true }) return target;
        if (parameters.ControlPort is { } named && target == MediaAddress.From(parameters.Remote)) return target.WithPort(named);
        return target.Port == ushort.MaxValue ? default : target.WithPort(target.Port + 1);
    }

    private void Captured(byte[] datagram, int length, in MediaAddress remote, long now, bool isSent = false, bool isControl = false) =>
        Volatile.Read(ref _capture)?.Write(new CapturedDatagram(now, isSent, isControl, remote), datagram.AsSpan(0, Math.Min(length, datagram.Length)));

    // Listening thread. However many come, the owner hears of it now and then.
    private void TellForged(long now)
    {
        var forged = _protection.Unauthenticated;
        if (forged == _forgedTold || now < _tellForgedAt) return;
        (_forgedTold, _tellForgedAt) = (forged, now + TellForgedEveryNs);
        _observer?.MediaForged(forged);
    }
}
