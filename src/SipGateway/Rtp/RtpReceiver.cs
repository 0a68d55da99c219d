using System.Net;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// The way of a datagram from the socket to the ring: parsed, its payload type and source judged, counted, put in order. What fails a
/// judgement changes nothing but a counter. Clock thread only; allocates nothing per packet.
/// </summary>
internal sealed class RtpReceiver
{
    /// <summary>RFC 3389: comfort noise has the static payload type 13.</summary>
    private const byte ComfortNoise = 13;

    /// <summary>The last source may come back (music ends) once so many of its packets came in a row.</summary>
    private const int PacketsToReturn = 3;

    /// <summary>Sources of a call that are known to the next one on its port.</summary>
    private const int MostKnownSsrcs = 8;

    private readonly PacketRing _ring;
    private readonly ReorderBuffer _reorder;
    private readonly SourceLatch _latch = new();
    private readonly DigitCollector _digits = new();
    private readonly uint[] _refusedSsrcs;
    private readonly uint[] _heardSsrcs = new uint[MostKnownSsrcs];
    private SequenceTracker _tracker = new();
    private uint _ssrc;
    private uint? _retiredSsrc;
    private int _sources;
    private int _returning;
    private bool _hasSource;
    private bool _left;
    private bool _restart;
    private long _lostBefore;
    private int _clockHz = G711.RateHz;

    /// <param name="refusedSsrcs">The sources of the port's last call: their stray packets are not ours (R6).</param>
    public RtpReceiver(PacketRing ring, uint[] refusedSsrcs)
    {
        (_ring, _refusedSsrcs) = (ring, refusedSsrcs);
        _reorder = new ReorderBuffer(ring);
    }

    public MediaAddress Target => _latch.Target;
    public SequenceTracker Tracker => _tracker;
    public uint? Ssrc => _hasSource ? _ssrc : null;

    /// <summary>Sources heard so far, the last few.</summary>
    public uint[] Ssrcs => _heardSsrcs[..Math.Min(_sources, MostKnownSsrcs)];

    public long Received { get; private set; }
    public long Refused { get; private set; }
    public long Late { get; private set; }
    public long Lost => Math.Max(0, _lostBefore + _tracker.Lost);

    /// <summary>Clock of the last sound: the unit of <see cref="Tracker"/>'s jitter.</summary>
    public int ClockHz => _clockHz;

    /// <summary>The other side has said that it pauses: silence is no sign that it is gone.</summary>
    public bool Pauses { get; private set; }

    /// <summary>There is sound behind a hole that is still waited for. Any thread; a snapshot.</summary>
    public bool Waits => _reorder.Waiting > 0;

    /// <summary>Mean run of lost packets, over what it would be if each were lost for itself (ITU-T G.107).</summary>
    public double BurstRatio(double lossShare) => _reorder.Holes == 0 ? 1 : Math.Max(1, (double)_reorder.Missing / _reorder.Holes * (1 - lossShare));

    /// <summary>When the last accepted packet came, monotonic nanoseconds; 0: none yet.</summary>
    public long LastArrival { get; private set; }

    public void Signal(RtpParameters parameters) => _latch.Signal(
        MediaAddress.From(parameters.Remote), parameters.Signaller is { } host ? MediaAddress.From(new IPEndPoint(host, 0)) : default,
        parameters.Learning, parameters.BelievesRemote);

    /// <summary>Nothing from there would be heard, whatever it says.</summary>
    public bool IsStranger(in MediaAddress source) => !_latch.MayHear(source);

    /// <summary>A handshake about keys from there is the peer's.</summary>
    public bool MayShake(in MediaAddress source) => _latch.MayShake(source);

    /// <summary>Counts a datagram that went no further: cut, before anything was settled, a stranger's, or not authentic.</summary>
    public void Refuse() => Refused++;

    /// <summary>A source has said goodbye (RFC 3550 6.6): what comes next is a new beginning, whoever sends it.</summary>
    public void Leave(uint ssrc) => _left |= _hasSource && ssrc == _ssrc;

    public void Take(ReadOnlySpan<byte> datagram, in MediaAddress source, RtpParameters parameters, long now)
    {
        if (!RtpPacket.TryParse(datagram, out var packet, out _)
            || !TryKind(packet, parameters, out var kind, out var codec)
            || packet.Payload.Length > ReorderBuffer.MaxPayload
            || Array.IndexOf(_refusedSsrcs, packet.Ssrc) >= 0
            || !_latch.Accept(source, packet, parameters.Receives, now)
            || !AcceptSsrc(packet.Ssrc, now))
        {
            Refused++;
            return;
        }
        LastArrival = now;
        switch (_tracker.Update(packet.Sequence))
        {
            case SequenceVerdict.Jump:
                Refused++;
                return;
            case SequenceVerdict.Restart:
                _reorder.Restart();
                _restart = true;
                break;
        }
        Received++;
        if (kind != HeardKind.Nothing) Pauses = kind == HeardKind.ComfortNoise;
        if (kind == HeardKind.Audio) UpdateJitter(codec.ClockHz(), packet.Timestamp, now);
        if (kind == HeardKind.Nothing) TakeEvent(packet, now);

        var heard = new HeardPacket(kind, packet.Timestamp, now, Restart: _restart, Codec: codec);
        if (!_reorder.Put(_tracker.Extend(packet.Sequence), heard, packet.Payload)) Late++;
        else if (kind != HeardKind.Nothing) _restart = false;
        _reorder.Expire(now);
    }

    /// <summary>A frame's time has passed: waits that end before the next look end now.</summary>
    public void Tick(long now, long nextLookNs)
    {
        _reorder.Expire(now, nextLookNs);
        if (_digits.Expire(now) is { } press) Report(press, now);
    }

    private static bool TryKind(in RtpPacket packet, RtpParameters parameters, out HeardKind kind, out AudioCodec codec)
    {
        kind = HeardKind.Audio;
        if (parameters.TryFind(packet.PayloadType, out codec)) return packet.Payload.Length > 0;
        codec = parameters.Codec;
        kind = HeardKind.ComfortNoise;
        if (packet.PayloadType == ComfortNoise) return true;
        kind = HeardKind.Nothing;
        return packet.PayloadType == parameters.EventReceiveType;
    }

    private void UpdateJitter(int clockHz, uint timestamp, long now)
    {
        if (clockHz != _clockHz) _tracker.ForgetJitter();
        _clockHz = clockHz;
        _tracker.UpdateJitter((uint)(now * (clockHz / 1000) / 1_000_000), timestamp);
    }

    /// <summary>
    /// A new SSRC from the latched address is a new source (transfer, music on hold): accepted at once. The one that it
    /// replaced must show that it has come back, or two interleaved sources would tear the sound to pieces.
    /// </summary>
    private bool AcceptSsrc(uint ssrc, long now)
    {
        if (_hasSource && ssrc == _ssrc && !_left)
        {
            _returning = 0;
            return true;
        }
        if (_hasSource)
        {
            if (!_left && ssrc == _retiredSsrc && ++_returning < PacketsToReturn) return false;
            _retiredSsrc = _ssrc;
            EndSource(now);
        }
        _heardSsrcs[_sources++ % MostKnownSsrcs] = ssrc;
        _ssrc = ssrc;
        _returning = 0;
        _left = false;
        _hasSource = true;
        _restart = true;
        return true;
    }

    private void EndSource(long now)
    {
        _lostBefore += _tracker.Lost;
        _tracker = new SequenceTracker();
        _reorder.Restart();
        if (_digits.Restart(now) is { } press) Report(press, now);
    }

    private void TakeEvent(in RtpPacket packet, long now)
    {
        if (!TelephoneEvent.TryParse(packet.Payload, out var telephoneEvent)) return;
        var press = _digits.Take(packet.Timestamp, telephoneEvent, now, out var before);
        if (before is { } lost) Report(lost, now);
        if (press is { } ended) Report(ended, now);
    }

    private void Report(in KeyPress press, long now) =>
        _ring.Write(new HeardPacket(HeardKind.Digit, press.Duration, now), [(byte)press.Digit]);
}
