namespace Voxie.SipGateway.Media;

/// <summary>How samples travel in RTP.</summary>
internal enum AudioCodec
{
    /// <summary>G.711 mu-law, static payload type 0.</summary>
    Pcmu,
    /// <summary>G.711 A-law, static payload type 8.</summary>
    Pcma,
}
