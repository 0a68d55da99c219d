using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Whose packets are heard and where ours go (RTP bleed: a stranger who sprays the port range must neither be heard nor sent to).
/// The address of the SDP is believed at once and for good. Another address is learned only if it is on the signalled host (or the loopback
/// interface, for softphones that put another address of this machine into their SDP), has shown three packets in sequence within a second
/// with nobody in between, and the signalled address itself is silent; should that speak up later, it wins. Everybody else is a
/// stranger. A changed SDP address begins anew. Values in, values out; clock thread only.
/// </summary>
internal sealed class SourceLatch
{
    private const int PacketsToLearn = 3;
    private const long LearnWithinNs = 1_000_000_000;

    private MediaAddress _signalled;
    private MediaAddress _learned;
    private bool _hasLearned;
    private bool _isExact;

    private MediaAddress _candidate;
    private uint _candidateSsrc;
    private ushort _candidateSequence;
    private int _candidatePackets;
    private long _candidateSince;

    /// <summary>Where to send: the latched source, else the signalled address. Not sendable until one is known.</summary>
    public MediaAddress Target => _hasLearned && !_isExact ? _learned : _signalled;

    /// <summary>A source is latched.</summary>
    public bool IsLatched => _hasLearned;

    /// <summary>The SDP says where the peer is. The same address again changes nothing.</summary>
    public void Signal(in MediaAddress address)
    {
        if (address == _signalled) return;
        _signalled = address;
        _hasLearned = _isExact = false;
        _candidatePackets = 0;
    }

    /// <summary>False: nothing from there can be accepted as things stand. Changes nothing.</summary>
    public bool MayHear(in MediaAddress source) =>
        source == _signalled ? _signalled.IsSendable : _hasLearned ? !_isExact && source == _learned : MayLearn(source);

    /// <summary>May this valid packet of a negotiated payload type be heard?</summary>
    public bool Accept(in MediaAddress source, uint ssrc, ushort sequence, long now)
    {
        if (source == _signalled)
        {
            _hasLearned = _isExact = _signalled.IsSendable;
            return _isExact;
        }
        if (_hasLearned) return !_isExact && source == _learned;
        return MayLearn(source) && Learn(source, ssrc, sequence, now);
    }

    private bool MayLearn(in MediaAddress source) =>
        _signalled.IsSendable && (source.SameHost(_signalled) || source.IsLoopback);

    private bool Learn(in MediaAddress source, uint ssrc, ushort sequence, long now)
    {
        var follows = _candidatePackets > 0 && source == _candidate && ssrc == _candidateSsrc
            && sequence == (ushort)(_candidateSequence + 1) && now - _candidateSince <= LearnWithinNs;
        if (!follows)
        {
            (_candidate, _candidateSsrc, _candidatePackets, _candidateSince) = (source, ssrc, 0, now);
        }
        _candidateSequence = sequence;
        if (++_candidatePackets < PacketsToLearn) return false;
        _learned = source;
        _hasLearned = true;
        return true;
    }
}
