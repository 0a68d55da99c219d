namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>How the keys of encrypted media are agreed on a trunk.</summary>
public enum SrtpKeyExchange
{
    /// <summary>They stand in the session descriptions (RFC 4568).</summary>
    Sdes,
    /// <summary>By a handshake on the media's own way (RFC 5763); the session descriptions only say whose certificates.</summary>
    Dtls,
}
