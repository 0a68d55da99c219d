namespace Voxie.SipGateway.Media;

/// <summary>How samples travel in RTP.</summary>
internal enum AudioCodec : byte
{
    /// <summary>G.711 mu-law, static payload type 0.</summary>
    Pcmu,
    /// <summary>G.711 A-law, static payload type 8.</summary>
    Pcma,
    /// <summary>G.722 at 64 kbit/s, static payload type 9.</summary>
    G722,
    /// <summary>RFC 6716, carried as RFC 7587 says.</summary>
    Opus,
}
