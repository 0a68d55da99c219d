namespace Voxie.SipGateway.Rtp;

/// <summary>Whose packets may be taken for the peer's when they do not come from the address in its SDP.</summary>
internal enum SourceLearning
{
    /// <summary>Nobody's: the address in the SDP is where the peer is.</summary>
    Never,
    /// <summary>
    /// Those that come over loopback from the very port in the SDP: a program of this machine may have put another of the machine's addresses
    /// into it.
    /// </summary>
    ThisMachine,
    /// <summary>Anybody's: the peer is behind a NAT and does not know its own address.</summary>
    Anywhere,
}
