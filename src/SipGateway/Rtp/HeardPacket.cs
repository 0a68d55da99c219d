using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>What an entry of the ring between clock and listening thread holds.</summary>
internal enum HeardKind : byte
{
    /// <summary>Encoded sound.</summary>
    Audio,
    /// <summary>RFC 3389: the other side pauses; the payload is the level and the shape of its noise.</summary>
    ComfortNoise,
    /// <summary>A packet that carries no sound but took a sequence number (telephone-event).</summary>
    Nothing,
    /// <summary>A finished key press: the payload is the digit as ASCII, <see cref="HeardPacket.Timestamp"/> its length in timestamp units.</summary>
    Digit,
}

/// <summary>One entry of a <see cref="PacketRing"/>, without its payload.</summary>
/// <param name="Timestamp">RTP timestamp of the first sample.</param>
/// <param name="ArrivedAt">Monotonic nanoseconds.</param>
/// <param name="AfterLoss">Packets before this one never came.</param>
/// <param name="Restart">The timeline begins anew: a new source, or new numbering.</param>
/// <param name="Codec">Of the payload; of comfort noise the one that it stands in for, which gives the clock.</param>
internal readonly record struct HeardPacket(
    HeardKind Kind, uint Timestamp, long ArrivedAt, bool AfterLoss = false, bool Restart = false, AudioCodec Codec = AudioCodec.Pcmu);
