namespace Voxie.SipGateway.Dtls;

/// <summary>Why a handshake gave no keys.</summary>
internal enum DtlsFault
{
    None,
    /// <summary>It was not done in time: the peer said nothing, or what it said did not get through.</summary>
    Timeout,
    /// <summary>The peer's certificate is not the one that its session description announced.</summary>
    WrongCertificate,
    /// <summary>No protection profile in common, or the peer knows nothing of SRTP.</summary>
    NoProfile,
    /// <summary>The peer refused (a fatal alert), or broke the protocol.</summary>
    Refused,
}
