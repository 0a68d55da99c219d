namespace Voxie.SipGateway.Srtp;

/// <summary>
/// Session keys at work on the packets of one direction, media or reports. One thread at a time; allocates nothing per packet.
/// </summary>
internal interface IPacketCipher : IDisposable
{
    int TagBytes { get; }

    /// <summary>Encrypts in place and makes the tag. The same index must never come twice for a source.</summary>
    /// <param name="clear">Stays readable in front of the body; authenticated.</param>
    /// <param name="trailer">Authenticated behind the body; at most 4 bytes.</param>
    /// <param name="index">48 bits: roll-over counter and sequence number, or the number of the report.</param>
    void Seal(ReadOnlySpan<byte> clear, Span<byte> body, ReadOnlySpan<byte> trailer, uint ssrc, ulong index, Span<byte> tag);

    /// <summary>Authenticates and only then decrypts in place.</summary>
    /// <returns>False: not from the holder of the key; the body is as it was.</returns>
    bool TryOpen(ReadOnlySpan<byte> clear, Span<byte> body, ReadOnlySpan<byte> trailer, uint ssrc, ulong index, ReadOnlySpan<byte> tag);
}
