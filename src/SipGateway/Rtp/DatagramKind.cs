namespace Voxie.SipGateway.Rtp;

/// <summary>RFC 7983 7: what a datagram of a media socket is, by its first byte.</summary>
internal static class DatagramKind
{
    /// <summary>A DTLS record: for a handshake, never for a decoder.</summary>
    public static bool IsDtls(ReadOnlySpan<byte> datagram) => !datagram.IsEmpty && datagram[0] is >= 20 and <= 63;
}
