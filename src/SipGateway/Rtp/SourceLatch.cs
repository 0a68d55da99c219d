using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Whose packets are heard and where ours go (RTP bleed: a stranger who sprays the port range must neither be heard nor sent to).
/// The address of the SDP is believed at once, and wins whenever it speaks. Where the policy allows it, and only until somebody is latched,
/// another address is learned: by five packets within a second that follow each other in one stream (SSRC, payload type, sequence) with
/// nobody of the same nearness in between. Near are the SDP's host and the host that signals; while one of those speaks, nobody farther is
/// learned. Everybody else is a stranger. Signalling opens the learning anew; a latched source that goes on sending closes it again.
/// Values in, values out; clock thread only.
/// </summary>
internal sealed class SourceLatch
{
    public const int PacketsToLearn = 5;
    private const long LearnWithinNs = 1_000_000_000;

    private MediaAddress _signalled;
    private bool _isBelieved;
    private MediaAddress _signaller;
    private SourceLearning _learning;
    private MediaAddress _latched;
    private bool _isLatched;
    private bool _isOpen;
    private Candidate _near;
    private Candidate _far;

    /// <summary>Where to send: the latched source, else the signalled address if it is believed. Not sendable until one is known.</summary>
    public MediaAddress Target => _isLatched ? _latched : _isBelieved ? _signalled : default;

    /// <summary>A source is latched.</summary>
    public bool IsLatched => _isLatched;

    /// <summary>The SDP says where the peer is.</summary>
    /// <param name="signaller">Where it signals from; a default one when that tells nothing.</param>
    /// <param name="believed">False: the peer may not have us send there (a private address of its own network); only a learned source will do.</param>
    public void Signal(in MediaAddress address, in MediaAddress signaller, SourceLearning learning, bool believed = true)
    {
        if (address != _signalled) _isLatched = false;
        (_signalled, _signaller, _learning, _isOpen) = (address, signaller, learning, true);
        _isBelieved = believed && address.IsSendable;
        _near = _far = default;
    }

    /// <summary>False: nothing from there can be accepted as things stand. Changes nothing.</summary>
    public bool MayHear(in MediaAddress source) =>
        IsKnown(source) || MayLearn(source);

    /// <summary>
    /// May this source shake hands about keys? The peer itself may; and, while nobody is latched, where another source could be learned, one on
    /// the SDP's host or the signalling host. Changes nothing: who it was the keys will show.
    /// </summary>
    public bool MayShake(in MediaAddress source) => IsKnown(source) || (MayLearn(source) && IsNear(source));

    /// <summary>May this valid packet of a negotiated payload type be heard?</summary>
    /// <param name="expected">False while nothing is to be received: then nobody is learned.</param>
    public bool Accept(in MediaAddress source, in RtpPacket packet, bool expected, long now)
    {
        if (IsKnown(source))
        {
            Latch(source);
            return true;
        }
        if (!expected || !MayLearn(source) || !Learn(source, packet, now)) return false;
        Latch(source);
        return true;
    }

    private bool IsKnown(in MediaAddress source) => (_isBelieved && source == _signalled) || (_isLatched && source == _latched);

    private bool MayLearn(in MediaAddress source) => _isOpen && _signalled.IsSendable && _learning switch
    {
        // A program that names another address of this machine than its packets have still sends them from the port that it names.
        SourceLearning.ThisMachine => source.IsLoopback && !_signalled.IsLoopback && source.Port == _signalled.Port,
        SourceLearning.Anywhere => true,
        _ => false,
    };

    private bool Learn(in MediaAddress source, in RtpPacket packet, long now)
    {
        if (IsNear(source)) return _near.Take(source, packet, now);
        return !_near.IsSpeaking(now) && _far.Take(source, packet, now);
    }

    private bool IsNear(in MediaAddress source) =>
        source.SameHost(_signalled) || source.SameHost(_signaller) || _learning == SourceLearning.ThisMachine;

    private void Latch(in MediaAddress source) => (_latched, _isLatched, _isOpen) = (source, true, false);

    private struct Candidate
    {
        private MediaAddress _source;
        private uint _ssrc;
        private byte _payloadType;
        private ushort _sequence;
        private int _packets;
        private long _since;
        private long _lastSeen;

        public readonly bool IsSpeaking(long now) => _packets > 0 && now - _lastSeen <= LearnWithinNs;

        /// <returns>True: it has shown enough.</returns>
        public bool Take(in MediaAddress source, in RtpPacket packet, long now)
        {
            var follows = _packets > 0 && source == _source && packet.Ssrc == _ssrc && packet.PayloadType == _payloadType
                && packet.Sequence == (ushort)(_sequence + 1) && now - _since <= LearnWithinNs;
            if (!follows) (_source, _ssrc, _payloadType, _packets, _since) = (source, packet.Ssrc, packet.PayloadType, 0, now);
            (_sequence, _lastSeen) = (packet.Sequence, now);
            return ++_packets >= PacketsToLearn;
        }
    }
}
