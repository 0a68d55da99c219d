namespace Voxie.SipGateway.Sdp;

/// <summary>How a medium of the peer is to be encrypted. Neither: it is plain.</summary>
/// <param name="Crypto">The peer's key line to use (SDES).</param>
/// <param name="Dtls">The peer's end of a handshake.</param>
internal readonly record struct RemoteKeying(CryptoAttribute? Crypto, DtlsDescription? Dtls)
{
    public bool IsPlain => Crypto == null && Dtls == null;
}
