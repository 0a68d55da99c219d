using System.Buffers.Binary;

namespace Voxie.SipGateway.Rtp;

/// <summary>RFC 4733 2.3: the four bytes of a telephone-event payload.</summary>
/// <param name="Code">0-15 are the keys 0-9 * # A-D; 16 is a hook flash.</param>
/// <param name="End">The key has been released.</param>
/// <param name="Volume">Level below 0 dBm0, 0 to 63 dB.</param>
/// <param name="Duration">So far, in timestamp units.</param>
internal readonly record struct TelephoneEvent(byte Code, bool End, byte Volume, ushort Duration)
{
    public const int Bytes = 4;

    private const string Keys = "0123456789*#ABCD";

    /// <summary>The key, or null when the event is none.</summary>
    public char? Digit => Code < Keys.Length ? Keys[Code] : null;

    public static bool TryGetCode(char digit, out byte code)
    {
        var index = Keys.IndexOf(char.ToUpperInvariant(digit));
        code = (byte)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>Never throws. Bytes behind the first four are not looked at.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out TelephoneEvent telephoneEvent)
    {
        telephoneEvent = default;
        if (payload.Length < Bytes) return false;
        telephoneEvent = new TelephoneEvent(
            payload[0], (payload[1] & 0x80) != 0, (byte)(payload[1] & 0x3F), BinaryPrimitives.ReadUInt16BigEndian(payload[2..]));
        return true;
    }

    public void Write(Span<byte> payload)
    {
        payload[0] = Code;
        payload[1] = (byte)((End ? 0x80 : 0) | (Volume & 0x3F));
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], Duration);
    }
}
