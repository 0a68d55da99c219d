namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>How keys are sent to a peer. What it sends is taken whichever way it comes.</summary>
public enum DtmfWay
{
    /// <summary>As telephone events in RTP (RFC 4733); as tones to a peer that takes none.</summary>
    Rfc4733,
    /// <summary>By SIP INFO (application/dtmf-relay).</summary>
    Info,
    /// <summary>As tones in the sound; those of the peer are listened for, too.</summary>
    Inband,
}
